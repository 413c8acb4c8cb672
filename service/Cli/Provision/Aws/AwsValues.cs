using TokenBridge.Protocol;
using TokenBridge.Rules.Model;

namespace TokenBridge.Cli.Provision.Aws;

/// <summary>What captures and claims may be in roles: <c>--values team=vision,speech</c>.</summary>
internal static class AwsValues
{
    /// <returns>By name, or what is wrong with an option.</returns>
    public static Result<Dictionary<string, IReadOnlyList<string>>, string> Read(IEnumerable<string> options)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var option in options)
        {
            var at = option.IndexOf('=', StringComparison.Ordinal);
            var (name, list) = at < 0 ? ("", "") : (option[..at], option[(at + 1)..]);
            if (!Template.IsName(name) || list.Length == 0)
            {
                return $"--values {option}: write the name of a capture or claim and its values, as in team=vision,speech";
            }

            values[name] = [.. values.GetValueOrDefault(name, []), .. list.Split(',', StringSplitOptions.RemoveEmptyEntries)];
        }

        return values;
    }
}
