using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Reading;

namespace TokenBridge.Rules.Linting.Conditions;

/// <summary>Ranges of addresses within others.</summary>
internal static class NetworkCover
{
    public static IReadOnlyList<Network> Read(PredicateDocument.SourceAddress source) =>
        [.. source.Networks.Select(text => Network.TryParse(text.Text, out var network, out _) ? network : null).OfType<Network>()];

    public static bool Covers(PredicateDocument.SourceAddress wide, PredicateDocument.SourceAddress narrow)
    {
        var networks = Read(wide);
        return Read(narrow).All(inner => networks.Any(network => network.Covers(inner)));
    }
}
