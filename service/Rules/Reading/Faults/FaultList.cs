using System.Runtime.CompilerServices;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Reading.Faults;

/// <summary>Collects the faults of every file, so that an author can fix them in one go: the first hundred in full, the others by number.</summary>
/// <remarks>A file of a few megabytes can hold a fault every ten characters. Of those that are not listed no text is ever made.</remarks>
internal sealed class FaultList
{
    /// <summary>More than anybody fixes before the next look.</summary>
    public const int MostListed = 100;

    private readonly List<RuleFault> _listed = [];
    private readonly HashSet<(SourcePosition At, string Code)> _seen = [];
    private (SourcePosition FirstAt, int Count) _others;

    public bool IsEmpty => _listed.Count == 0;

    /// <summary>All of them, listed or not.</summary>
    public int Count => _listed.Count + _others.Count;

    public void Add(SourcePosition at, string code, string message)
    {
        if (Takes(at, code))
        {
            List(at, code, message);
        }
    }

    /// <summary>The text is put together only where it is listed.</summary>
    public void Add(SourcePosition at, string code, [InterpolatedStringHandlerArgument("", nameof(at), nameof(code))] FaultText message)
    {
        if (message.IsListed)
        {
            List(at, code, message.Text());
        }
    }

    /// <summary>Counts a fault. A second one of one kind at one place is dropped: a bad default would otherwise be told once for each rule.</summary>
    /// <returns>Whether it is to be listed.</returns>
    public bool Takes(SourcePosition at, string code)
    {
        if (!_seen.Add((at, code)))
        {
            return false;
        }

        if (_listed.Count < MostListed)
        {
            return true;
        }

        _others = (_others.Count == 0 ? at : _others.FirstAt, _others.Count + 1);
        return false;
    }

    /// <summary>Behind the listed ones stands how many there are besides.</summary>
    public IReadOnlyList<RuleFault> Sorted() =>
    [
        .. _listed
            .OrderBy(fault => fault.File, StringComparer.Ordinal)
            .ThenBy(fault => fault.Line)
            .ThenBy(fault => fault.Column)
            .ThenBy(fault => fault.Code, StringComparer.Ordinal),
        .. Others(),
    ];

    private void List(SourcePosition at, string code, string message) => _listed.Add(new RuleFault(at.File, at.Line, at.Column, code, message));

    private IEnumerable<RuleFault> Others()
    {
        var (at, count) = _others;
        return count == 0 ? [] : [new RuleFault(at.File, at.Line, at.Column, FaultCode.TooLarge, $"{count} more faults are not listed; fix those above first") { Count = count }];
    }
}
