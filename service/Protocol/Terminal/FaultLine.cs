using TokenBridge.Protocol.Text;

namespace TokenBridge.Protocol.Terminal;

/// <summary>How a command ends that cannot do what it was asked to.</summary>
internal static class FaultLine
{
    /// <summary>Says what is wrong, in one line.</summary>
    /// <returns><paramref name="code"/>.</returns>
    public static async Task<int> FailAsync(TextWriter error, string fault, int code)
    {
        await error.WriteLineAsync($"tokenbridge: {SafeText.OneLine(fault)}");
        return code;
    }
}
