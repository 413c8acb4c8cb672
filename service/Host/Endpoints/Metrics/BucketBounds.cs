namespace TokenBridge.Host.Endpoints.Metrics;

/// <summary>Writes <c>le="5E-05"</c> as <c>le="5e-05"</c>, in place: the same bytes but one.</summary>
internal static class BucketBounds
{
    /// <summary>The last label of a bucket, and the only one whose name ends so behind a comma or a brace.</summary>
    private static ReadOnlySpan<byte> Label => "le=\""u8;

    public static void Lower(Span<byte> page)
    {
        for (var from = 1; from < page.Length && page[from..].IndexOf(Label) is var next and >= 0;)
        {
            var at = from + next;
            from = at + Label.Length;
            if (page[at - 1] is (byte)',' or (byte)'{' && page[from..].IndexOf((byte)'"') is var length and > 0)
            {
                LowerExponent(page.Slice(from, length));
            }
        }
    }

    private static void LowerExponent(Span<byte> number)
    {
        if (number.IndexOf((byte)'E') is var exponent and > 0 && number[exponent - 1] is >= (byte)'0' and <= (byte)'9')
        {
            number[exponent] = (byte)'e';
        }
    }
}
