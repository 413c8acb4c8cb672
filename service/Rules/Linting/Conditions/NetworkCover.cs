using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Reading;

namespace TokenBridge.Rules.Linting.Conditions;

/// <summary>Ranges of addresses within others.</summary>
internal static class NetworkCover
{
    public static IReadOnlyList<Network> Read(PredicateDocument.SourceAddress source) =>
        [.. source.Networks.Select(text => Network.Read(text.Text).Value).OfType<Network>()];

    public static bool Covers(PredicateDocument.SourceAddress wide, PredicateDocument.SourceAddress narrow)
    {
        var networks = Read(wide);
        return Read(narrow).All(inner => networks.Any(network => network.Covers(inner)));
    }
}
