using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TokenBridge.Protocol.Files;

/// <summary>What calls of the C library have in common on Linux and macOS.</summary>
internal static class UnixCall
{
    /// <summary>The same numbers on both.</summary>
    private const int NoEntry = 2;
    private const int NoFolder = 20;

    /// <param name="result">0, or there is an <c>errno</c>.</param>
    /// <param name="subject">For the message.</param>
    /// <returns>Whether the call answered; false where there is nothing of that name.</returns>
    /// <exception cref="IOException">Any other error.</exception>
    public static bool Answered(int result, string subject) =>
        result == 0
        || (Marshal.GetLastPInvokeError() is var error and not (NoEntry or NoFolder)
            ? throw new IOException($"{subject} cannot be looked at (errno {error})")
            : false);

    /// <summary>Lends the descriptor out; nobody can close it meanwhile.</summary>
    public static T WithDescriptor<T>(SafeFileHandle file, Func<int, T> use)
    {
        var added = false;
        try
        {
            file.DangerousAddRef(ref added);
            return use((int)file.DangerousGetHandle());
        }
        finally
        {
            if (added)
            {
                file.DangerousRelease();
            }
        }
    }
}
