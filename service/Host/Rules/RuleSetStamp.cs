using System.Globalization;
using System.Text;
using TokenBridge.Rules.Reading;

namespace TokenBridge.Host.Rules;

/// <summary>
/// Whether rules on disk may have changed, without reading them: name, link target, length and time of every file that counts. Looking is
/// cheap and sees what watching misses: a Kubernetes volume swaps a symbolic link, and network file systems send no events.
/// </summary>
internal static class RuleSetStamp
{
    /// <param name="path">A file or a folder, as for <see cref="RuleSetFile.Read"/>.</param>
    /// <returns>Equal for equal files; a text of its own where the path cannot be looked at.</returns>
    public static string Of(string path)
    {
        try
        {
            var stamp = new StringBuilder();
            string[] files = Directory.Exists(path) ? Directory.GetFiles(path) : [path];
            foreach (var file in files.Order(StringComparer.Ordinal))
            {
                Append(stamp, new FileInfo(file));
            }

            return stamp.ToString();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.GetType().Name;
        }
    }

    private static void Append(StringBuilder stamp, FileInfo file)
    {
        var target = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;

        // Kubernetes links each file into a folder that is itself the link that it swaps.
        var folder = target.Directory?.ResolveLinkTarget(returnFinalTarget: true) ?? target.Directory;
        stamp.Append(file.FullName).Append('\0').Append(target.FullName).Append('\0').Append(folder?.FullName).Append('\0')
            .Append(CultureInfo.InvariantCulture, $"{(target.Exists ? target.Length : -1)} {target.LastWriteTimeUtc.Ticks}\n");
    }
}
