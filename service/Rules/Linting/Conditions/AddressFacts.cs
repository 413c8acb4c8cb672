using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Reading;

namespace TokenBridge.Rules.Linting.Conditions;

/// <summary>What a set of tests that must all hold says of the caller's address.</summary>
internal sealed class AddressFacts
{
    private readonly List<IReadOnlyList<Network>> _wanted = [];
    private readonly List<IReadOnlyList<Network>> _excluded = [];

    public void Want(PredicateDocument.SourceAddress source) => _wanted.Add(NetworkCover.Read(source));

    public void Exclude(PredicateDocument.SourceAddress source) => _excluded.Add(NetworkCover.Read(source));

    /// <returns>What no address can meet; null where nothing was found.</returns>
    public string? FindContradiction()
    {
        for (var index = 0; index < _wanted.Count; index++)
        {
            var wanted = _wanted[index];
            if (_wanted.Skip(index + 1).FirstOrDefault(other => !wanted.Any(network => other.Any(network.Overlaps))) is { } apart)
            {
                return $"no address is in {Texts(wanted)} and in {Texts(apart)}";
            }

            if (_excluded.Find(excluded => wanted.All(network => excluded.Any(wide => wide.Covers(network)))) is { } outside)
            {
                return $"every address in {Texts(wanted)} is excluded by {Texts(outside)}";
            }
        }

        return null;
    }

    private static string Texts(IReadOnlyList<Network> networks) => SafeText.QuoteList([.. networks.Select(network => network.Text)]);
}
