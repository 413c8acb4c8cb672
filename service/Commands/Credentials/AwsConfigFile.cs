using System.Security.Cryptography;
using System.Text;

namespace TokenBridge.Commands.Credentials;

/// <summary>
/// <c>~/.aws/config</c> as its lines. Only what stands between our own marks is ever changed. Bytes that are no UTF-8 stay as they are: the text is
/// Latin-1, where every byte is one character.
/// </summary>
internal sealed class AwsConfigFile
{
    private const string Begin = "# tokenbridge: begin ";
    private const string End = "# tokenbridge: end";
    private const int MostBytes = 4 * 1024 * 1024;
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly byte[]? _bytes;

    private AwsConfigFile(string path, byte[]? bytes) => (_path, _bytes, Text) = (path, bytes, Encoding.Latin1.GetString(bytes ?? []));

    /// <summary>Latin-1.</summary>
    public string Text { get; }

    public static (string? Path, string? Fault) Locate(Surroundings surroundings)
    {
        const string Variable = "AWS_CONFIG_FILE";
        var home = surroundings.Home();
        return (surroundings.Setting(Variable), home) switch
        {
            ({ } named, not null) when named.StartsWith("~/", StringComparison.Ordinal) => (Path.Combine(home, named[2..]), null),
            ({ } named, _) => (Path.GetFullPath(named), null),
            (null, not null) => (Path.Combine(home, ".aws", "config"), null),
            _ => (null, $"nothing says where ~/.aws/config is; set HOME or {Variable}"),
        };
    }

    public static (AwsConfigFile? File, string? Fault) Read(string path)
    {
        try
        {
            var fault = OperatingSystem.IsWindows() ? null : UnixFile.Of(path) switch
            {
                null => null,
                { Kind: UnixFileKind.Link } => $"{path} is a symbolic link; name the file that it leads to in AWS_CONFIG_FILE, so that the link is not replaced",
                { Kind: not UnixFileKind.File } => $"{path} is no plain file",
                { IsOwn: false } => $"{path} belongs to another user; run this as its owner, or name another file in AWS_CONFIG_FILE",
                _ => null,
            };
            return fault is not null ? (null, fault)
                : !System.IO.File.Exists(path) ? (new AwsConfigFile(path, null), null)
                : new FileInfo(path).Length > MostBytes ? (null, $"{path} is longer than {MostBytes} bytes")
                : (new AwsConfigFile(path, System.IO.File.ReadAllBytes(path)), null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be read ({failure.GetType().Name})");
        }
    }

    /// <returns>The whole new text, in Latin-1; or why there is none.</returns>
    public (string? Text, string? Fault) With(ServiceAddress service, IReadOnlyList<AwsProfile> profiles)
    {
        List<string> kept = [];
        var wanted = profiles.ToDictionary(profile => profile.Name, StringComparer.Ordinal);
        var lines = Lines(Text);
        for (var at = 0; at < lines.Count; at++)
        {
            if (!lines[at].StartsWith(Begin, StringComparison.Ordinal))
            {
                if (SectionOf(lines[at]) is { } taken && profiles.Any(profile => profile.Name == taken))
                {
                    return (null, $"{_path}, line {at + 1}: profile {taken} stands there already and is not ours; rename it, then run this again");
                }

                kept.Add(lines[at]);
                continue;
            }

            var end = lines.FindIndex(at + 1, line => line.TrimEnd() == End || line.StartsWith(Begin, StringComparison.Ordinal));
            if (end < 0 || lines[end].StartsWith(Begin, StringComparison.Ordinal))
            {
                return (null, $"{_path}, line {at + 1}: begins what '{End}' should end, but that line is missing; put it back, or remove the profile with its comment");
            }

            var block = lines.GetRange(at, end - at + 1);
            if (lines[at][Begin.Length..].Split(' ', 2)[0].Trim() != service.Root)
            {
                if (block.Select(SectionOf).FirstOrDefault(name => name is not null && wanted.ContainsKey(name)) is { } others)
                {
                    return (null, $"{_path}, line {at + 1}: profile {others} is of another service; remove that one with its comments, then run this again");
                }

                kept.AddRange(block);
            }
            else if (block.Select(SectionOf).FirstOrDefault(name => name is not null) is { } name && wanted.Remove(name, out var profile))
            {
                kept.AddRange(Block(service, profile));
            }
            else if (kept is [.., var before] && before.Trim().Length == 0)
            {
                // The blank line that came with it.
                kept.RemoveAt(kept.Count - 1);
            }

            at = end;
        }

        Append(kept, service, profiles.Where(profile => wanted.ContainsKey(profile.Name)));
        return (string.Concat(kept), null);
    }

    /// <returns>Why it could not be written; then the file is as it was.</returns>
    public string? Write(string text)
    {
        var beside = $"{_path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.new";
        try
        {
            var mode = MakeReady();
            var options = new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = FileMode;
            }

            using (var file = new FileStream(beside, options))
            {
                file.Write(Encoding.Latin1.GetBytes(text));
                file.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows())
            {
                System.IO.File.SetUnixFileMode(beside, mode);
            }

            var (now, _) = Read(_path);
            if (now is null || !now._bytes.AsSpan().SequenceEqual(_bytes) || now._bytes is null != _bytes is null)
            {
                Remove(beside);
                return $"{_path} was changed by somebody else just now; run this again";
            }

            System.IO.File.Move(beside, _path, overwrite: true);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Remove(beside);
            return $"{_path} cannot be written ({failure.GetType().Name}); it is as it was";
        }
    }

    /// <summary>With their ends, so that a missing last newline stays missing.</summary>
    public static List<string> Lines(string text)
    {
        List<string> lines = [];
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var at and >= 0 ? at + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>The name in <c>[profile name]</c>, perhaps in quotes.</summary>
    private static string? SectionOf(string line) =>
        line.TrimStart() is ['[', .. var rest] && rest.IndexOf(']', StringComparison.Ordinal) is var close and > 0
        && rest[..close].Trim() is var head && head.StartsWith("profile", StringComparison.Ordinal) && head.Length > 8 && char.IsWhiteSpace(head[7])
            ? head[8..].Trim().Trim('"', '\'')
            : null;

    private static void Append(List<string> kept, ServiceAddress service, IEnumerable<AwsProfile> profiles)
    {
        foreach (var profile in profiles)
        {
            if (kept is [.., var last] && !last.EndsWith('\n'))
            {
                kept[^1] = $"{last}\n";
            }

            if (kept is [.., var before] && before.Trim().Length > 0)
            {
                kept.Add("\n");
            }

            kept.AddRange(Block(service, profile));
        }
    }

    private static IEnumerable<string> Block(ServiceAddress service, AwsProfile profile) =>
        new[] { $"{Begin}{service.Root} (tokenbridge credentials configure rewrites or removes this, up to the end mark)" }
            .Concat(profile.Lines()).Append(End)
            .Select(line => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(line)) + "\n");

    private static void Remove(string file)
    {
        try
        {
            System.IO.File.Delete(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Nothing secret is in it, and the name says whose it is.
        }
    }

    /// <returns>The mode that the file has, or is to get.</returns>
    private UnixFileMode MakeReady()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            return UnixFileMode.None;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(_path)!, FolderMode);
        return _bytes is null ? FileMode : System.IO.File.GetUnixFileMode(_path);
    }
}
