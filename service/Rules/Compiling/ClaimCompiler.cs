using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Rules.Compiling;

/// <summary>The claims that one file declares, and what is built in, by name.</summary>
internal static class ClaimCompiler
{
    private const int MaxClaims = 256;
    private const int MaxMapped = 1_000;

    public static Dictionary<string, ClaimSource> Compile(IReadOnlyList<ClaimDocument> declared, ClaimTable table, FaultList faults)
    {
        var sources = new Dictionary<string, ClaimSource>(table.BuiltIn, StringComparer.Ordinal);
        if (declared.Count > MaxClaims)
        {
            faults.Add(declared[MaxClaims].Name.At, FaultCode.TooLarge, $"a file declares at most {MaxClaims} claims; these are {declared.Count}");
        }

        foreach (var claim in declared)
        {
            if (table.BuiltIn.ContainsKey(claim.Name.Text))
            {
                faults.Add(claim.Name.At, FaultCode.Claim, $"{SafeText.Quote(claim.Name.Text)} is built in and always means the caller's own; choose another name");
                continue;
            }

            if (!Template.IsName(claim.Name.Text))
            {
                faults.Add(claim.Name.At, FaultCode.Claim, $"{SafeText.Quote(claim.Name.Text)} is no name; it begins with a letter or _ and goes on with letters, digits, _ and -");
            }

            JsonPointer? pointer = null;
            if (claim.From is { } from && !JsonPointer.Parse(from.Text).TryGet(out pointer, out var wrong))
            {
                faults.Add(from.At, FaultCode.Claim, $"{SafeText.Quote(from.Text)} {wrong}");
            }

            // Known even where its pointer is bad, so that nobody is told of every place that uses it.
            sources[claim.Name.Text] = pointer is null ? table.Subject : table.Declare(pointer, claim.Default?.Text, CompileMap(claim, faults));
        }

        return sources;
    }

    private static ClaimMap? CompileMap(ClaimDocument claim, FaultList faults)
    {
        if (claim.Map is not { Count: > 0 } map)
        {
            return null;
        }

        if (map.Count > MaxMapped)
        {
            faults.Add(map[MaxMapped].Key.At, FaultCode.TooLarge, $"a map has at most {MaxMapped} values; these are {map.Count}");
        }

        return new ClaimMap(map.Select(pair => KeyValuePair.Create(pair.Key.Text, pair.Value.Text)));
    }
}
