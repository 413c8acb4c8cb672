using TokenBridge.Host.Exchange;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Endpoints.Forms;

/// <summary>
/// The query parameters that a resource route takes; another one is refused. Who writes <c>?rol=</c> or <c>?duration=</c> would otherwise get credentials
/// and believe in what was left out.
/// </summary>
internal sealed class KnownParameters(params IReadOnlyList<string> names)
{
    private readonly string _there = names.Count switch
    {
        0 => "this route takes none",
        1 => $"this route takes {names[0]}",
        _ => $"this route takes {string.Join(", ", names.SkipLast(1))} and {names[^1]}",
    };

    /// <returns>Null where every parameter is known; their case does not matter, here as where they are read.</returns>
    public Refusal? Check(HttpRequest request) =>
        request.QueryString.HasValue && request.Query.Keys.FirstOrDefault(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } other
            ? Refusals.Request(Text(other))
            : null;

    private string Text(string other) => DidYouMean.Nearest(other, names) is { } meant
        ? $"The parameter {ParameterName.Shown(other)} is not known here; did you mean {meant}?"
        : $"The parameter {ParameterName.Shown(other)} is not known here; {_there}.";
}
