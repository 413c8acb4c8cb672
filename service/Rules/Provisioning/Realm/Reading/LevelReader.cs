using System.Text;
using TokenBridge.Protocol.Jose;

namespace TokenBridge.Rules.Provisioning.Realm.Reading;

/// <summary>Names of levels of authentication, a JSON object within a text: <c>{"gold":2}</c>.</summary>
internal static class LevelReader
{
    public static IReadOnlySet<string> Names(string? text, string place, List<string> faults)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new HashSet<string>(StringComparer.Ordinal);
        }

        if (!StrictJson.Parse(Encoding.UTF8.GetBytes(text)).TryGet(out var map, out var fault))
        {
            faults.Add($"{place}: {fault}");
            return new HashSet<string>(StringComparer.Ordinal);
        }

        return map.EnumerateObject().Select(level => level.Name).ToHashSet(StringComparer.Ordinal);
    }
}
