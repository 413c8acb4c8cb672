using System.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Reading;

/// <summary>Reads rules from disk: one file, or the <c>*.yaml</c> files of a folder as one rule set. Unreadable rules are faults like any other.</summary>
internal static class RuleSetFile
{
    /// <summary>Bytes of all files together.</summary>
    private const int MaxBytes = 10 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="path">A file or a folder; a folder's own folders, and names that begin with a dot, are not looked at.</param>
    /// <returns>What could be read, and why the rest could not.</returns>
    public static (IReadOnlyList<RuleSetSource> Sources, IReadOnlyList<RuleFault> Faults) Read(string path)
    {
        var faults = new FaultList();
        var sources = new List<RuleSetSource>();
        var left = MaxBytes;
        foreach (var file in FindFiles(path, faults))
        {
            if (Read(file, ref left, faults) is { } source)
            {
                sources.Add(source);
            }
        }

        return (sources, faults.Sorted());
    }

    private static List<string> FindFiles(string path, FaultList faults)
    {
        try
        {
            if (!Directory.Exists(path))
            {
                return [path];
            }

            var names = Directory.GetFiles(path).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal).ToList();
            var files = names.FindAll(name => Path.GetExtension(name) == ".yaml");
            foreach (var name in names.Where(name => Path.GetExtension(name).ToUpperInvariant() is ".YML" or ".YAML" && !files.Contains(name)))
            {
                Fault(faults, name, "is not read because its name does not end in .yaml, and its denies would be missed; rename it");
            }

            if (files.Count == 0)
            {
                Fault(faults, path, "is a folder without a *.yaml file; put the rules there, or name another path");
            }

            return files;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fault(faults, path, $"cannot be listed ({exception.GetType().Name}); check its permissions");
            return [];
        }
    }

    private static RuleSetSource? Read(string file, ref int left, FaultList faults)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var bytes = new byte[Math.Min(stream.Length, left) + 1];
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            left -= count;
            if (count < bytes.Length)
            {
                return new RuleSetSource(file, Strict.GetString(bytes, 0, count));
            }

            Fault(faults, file, $"brings the rules above {MaxBytes / (1024 * 1024)} MiB in all; let captures stand for the rules that repeat, or split them over several services");
        }
        catch (DecoderFallbackException)
        {
            Fault(faults, file, "is not UTF-8; save it as UTF-8");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            Fault(faults, file, "does not exist; name a rules file, or a folder of *.yaml files");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Fault(faults, file, $"cannot be read ({exception.GetType().Name}); check its permissions");
        }

        return null;
    }

    private static void Fault(FaultList faults, string file, string message) =>
        faults.Add(new SourcePosition(file, 1, 1), FaultCode.Unreadable, message);
}
