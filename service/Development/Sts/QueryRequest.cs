using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using TokenBridge.Rules.Model;

namespace TokenBridge.Development.Sts;

/// <summary>The form of one AWS query-protocol request: <c>Action</c>, <c>Version</c> and parameters, lists as <c>Name.member.N</c>.</summary>
internal sealed class QueryRequest
{
    private QueryRequest(IReadOnlyDictionary<string, string> parameters) => Parameters = parameters;

    public IReadOnlyDictionary<string, string> Parameters { get; }

    public string Action => this["Action"] ?? "";

    public string Version => this["Version"] ?? "";

    /// <summary>Null where the request does not have it.</summary>
    public string? this[string name] => Parameters.GetValueOrDefault(name);

    /// <returns>Null where the body is no form or has a parameter twice.</returns>
    public static QueryRequest? Parse(string body)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in QueryHelpers.ParseQuery(body))
        {
            if (values.Count != 1)
            {
                return null;
            }

            parameters.Add(name, values.ToString());
        }

        return new QueryRequest(parameters);
    }

    /// <summary>The values of <c>name.member.1</c>, <c>name.member.2</c> … up to the first that is missing.</summary>
    public IReadOnlyList<string> List(string name) =>
        [.. Members(name).TakeWhile(Parameters.ContainsKey).Select(member => Parameters[member])];

    /// <summary><c>Tags.member.N.Key</c> with its <c>.Value</c>; a tag without a value has an empty one.</summary>
    public IReadOnlyList<SessionTag> Tags() =>
        [.. Members("Tags").TakeWhile(member => Parameters.ContainsKey($"{member}.Key"))
            .Select(member => new SessionTag(Parameters[$"{member}.Key"], this[$"{member}.Value"] ?? ""))];

    private static IEnumerable<string> Members(string name) =>
        Enumerable.Range(1, int.MaxValue).Select(number => string.Create(CultureInfo.InvariantCulture, $"{name}.member.{number}"));
}
