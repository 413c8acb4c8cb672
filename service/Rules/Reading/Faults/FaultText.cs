using System.Globalization;
using System.Runtime.CompilerServices;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Reading.Faults;

/// <summary>The text of a fault, which the compiler puts together only where the list of faults wants it: what stands in its holes is not even asked for elsewhere.</summary>
[InterpolatedStringHandler]
internal ref struct FaultText
{
    private DefaultInterpolatedStringHandler _text;

    public FaultText(int literalLength, int formattedCount, FaultList faults, SourcePosition at, string code, out bool isListed)
    {
        IsListed = isListed = faults.Takes(at, code);
        _text = isListed ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    public bool IsListed { get; }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string format) => _text.AppendFormatted(value, format);

    /// <summary>Once.</summary>
    public string Text() => _text.ToStringAndClear();
}
