using System.CommandLine;
using System.Text;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Cli.Provision;

/// <summary>Where a written document goes: standard output, or a file that was not there before.</summary>
internal static class ProvisionOutput
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    public static Option<string?> Out() => new("--out") { Description = "Write to this file instead of standard output. A file that is there already stays as it is." };

    public static Option<bool> Force() => new("--force") { Description = "With --out: replace a file that is there already." };

    /// <returns>Why it could not be written; null where it was.</returns>
    public static string? Write(TextWriter output, string? path, bool force, string text)
    {
        if (path is null)
        {
            output.Write(text);
            return null;
        }

        try
        {
            using var file = new FileStream(path, force ? FileMode.Create : FileMode.CreateNew, FileAccess.Write);
            file.Write(Encoding.GetBytes(text));
            return null;
        }
        catch (IOException) when (!force && File.Exists(path))
        {
            return $"{SafeText.Quote(path)} is there already and stays as it is; --force replaces it";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"{SafeText.Quote(path)} cannot be written ({failure.GetType().Name})";
        }
    }
}
