using TokenBridge.Protocol;

namespace TokenBridge.Host.Endpoints.Forms;

/// <summary>The parameters of a POST, <c>application/x-www-form-urlencoded</c> in UTF-8, and the bytes that they came as. Never prints them: a token is among them.</summary>
internal sealed class FormBody
{
    /// <summary>The server takes no longer body either. Whoever comes here with one most likely has too long a token.</summary>
    private const int MostBytes = 64 * 1024;

    private static readonly FormFault InQuery = new("Parameters belong into the body, not behind a question mark, where logs see them.");
    private static readonly FormFault Undeclared = new("Send Content-Type: application/x-www-form-urlencoded, in UTF-8 and without a Content-Encoding.");
    private static readonly FormFault TooLong = new($"The body is longer than {MostBytes} bytes.");
    private static readonly FormFault Broken = new(BodyFault.BrokenText) { IsBrokenOnTheWire = true };

    private readonly Dictionary<string, List<string>> _parameters;

    private FormBody(Dictionary<string, List<string>> parameters, ReadOnlyMemory<byte> bytes)
    {
        _parameters = parameters;
        Bytes = bytes;
    }

    /// <summary>What stands for a form that could not be read.</summary>
    public static FormBody Empty { get; } = new([], default);

    public ReadOnlyMemory<byte> Bytes { get; }

    public IEnumerable<string> Names => _parameters.Keys;

    /// <summary>The first value; null where the form does not have the parameter.</summary>
    public string? this[string name] => _parameters.TryGetValue(name, out var values) ? values[0] : null;

    /// <summary>Every value, in order.</summary>
    public IReadOnlyList<string> All(string name) => _parameters.TryGetValue(name, out var values) ? values : [];

    public static async ValueTask<Result<FormBody, FormFault>> ReadAsync(HttpRequest request)
    {
        if (request.QueryString.Value is { Length: > 1 })
        {
            return InQuery;
        }

        if (!FormEncoding.IsDeclared(request.Headers))
        {
            return Undeclared;
        }

        if (!(await RequestBody.ReadAsync(request, MostBytes)).TryGet(out var bytes, out var fault))
        {
            return fault is BodyFault.TooLong ? TooLong : Broken;
        }

        var parameters = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        return FormEncoding.Parse(bytes.Span, parameters) is { } broken ? new FormFault(broken) : new FormBody(parameters, bytes);
    }
}

/// <summary>Why there is no form.</summary>
/// <param name="Text">A sentence that says what to send.</param>
internal sealed record FormFault(string Text)
{
    /// <summary>No honest client sends such a thing.</summary>
    public bool IsBrokenOnTheWire { get; init; }
}
