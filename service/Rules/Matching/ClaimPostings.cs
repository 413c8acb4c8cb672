using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Matching;

/// <summary>Rules by the values of one claim.</summary>
internal sealed class ClaimPostings
{
    private readonly Dictionary<string, List<int>> _byValue = new(StringComparer.Ordinal);

    /// <summary>Where the claim cannot be judged, none of its grants holds and every one of its denies may.</summary>
    private readonly List<int> _denies = [];

    public void Add(IEnumerable<string> values, int rule, bool isDeny)
    {
        foreach (var value in values)
        {
            if (!_byValue.TryGetValue(value, out var rules))
            {
                _byValue.Add(value, rules = []);
            }

            rules.Add(rule);
        }

        if (isDeny)
        {
            _denies.Add(rule);
        }
    }

    public void Find(ClaimValue claim, List<int> found)
    {
        switch (claim.Kind)
        {
            case ClaimKind.Absent:
                break;
            case ClaimKind.Text or ClaimKind.Fraction:
                AddValue(claim.Text, found);
                break;
            case ClaimKind.Texts:
                foreach (var text in claim.Texts)
                {
                    AddValue(text, found);
                }

                break;
            case ClaimKind.Opaque:
                found.AddRange(_denies);
                break;
        }
    }

    private void AddValue(string value, List<int> found)
    {
        if (_byValue.TryGetValue(value, out var rules))
        {
            found.AddRange(rules);
        }
    }
}
