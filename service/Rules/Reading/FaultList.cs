using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Reading;

/// <summary>Collects every fault of every file, so that an author can fix them in one go.</summary>
internal sealed class FaultList
{
    /// <summary>Beyond this the file is not a rules file; listing on would only cost memory.</summary>
    private const int Limit = 10_000;

    private readonly List<RuleFault> _faults = [];
    private readonly HashSet<(SourcePosition At, string Code)> _seen = [];

    public bool IsEmpty => _faults.Count == 0;

    /// <summary>A second fault of one kind at one place is dropped: a bad default would otherwise be told once for each rule.</summary>
    public void Add(SourcePosition at, string code, string message)
    {
        if (_faults.Count < Limit && _seen.Add((at, code)))
        {
            _faults.Add(new RuleFault(at.File, at.Line, at.Column, code, message));
        }
        else if (_faults.Count == Limit)
        {
            _faults.Add(new RuleFault(at.File, at.Line, at.Column, FaultCode.TooLarge, $"more than {Limit} faults; the rest is not listed"));
        }
    }

    public IReadOnlyList<RuleFault> Sorted() =>
    [
        .. _faults
            .OrderBy(fault => fault.File, StringComparer.Ordinal)
            .ThenBy(fault => fault.Line)
            .ThenBy(fault => fault.Column)
            .ThenBy(fault => fault.Code, StringComparer.Ordinal),
    ];
}
