using TokenBridge.Protocol;

namespace TokenBridge.Host.Endpoints.Forms;

/// <summary>The parameters of a POST, <c>application/x-www-form-urlencoded</c> in UTF-8, and the bytes that they came as. Never prints them: a token is among them.</summary>
internal sealed class FormBody
{
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

    /// <returns>The form, or a sentence that says what is wrong with it.</returns>
    public static async ValueTask<Result<FormBody, string>> ReadAsync(HttpRequest request)
    {
        if (request.QueryString.Value is { Length: > 1 })
        {
            return "Parameters belong into the body, not behind a question mark, where logs see them.";
        }

        if (!FormEncoding.IsDeclared(request.Headers))
        {
            return "Send Content-Type: application/x-www-form-urlencoded, in UTF-8 and without a Content-Encoding.";
        }

        if (!(await FormEncoding.ReadAsync(request)).TryGet(out var bytes, out var fault))
        {
            return fault;
        }

        var parameters = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        return FormEncoding.Parse(bytes.Span, parameters) is { } broken ? broken : new FormBody(parameters, bytes);
    }
}
