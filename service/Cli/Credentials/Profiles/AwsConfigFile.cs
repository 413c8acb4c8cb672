using System.Security.Cryptography;
using System.Text;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Files;
using TokenBridge.Protocol.Terminal;

namespace TokenBridge.Cli.Credentials.Profiles;

/// <summary>
/// <c>~/.aws/config</c> on disk. Bytes that are no UTF-8 stay as they are: the text is Latin-1, where every byte is one character.
/// </summary>
internal sealed class AwsConfigFile
{
    private const int MostBytes = 4 * 1024 * 1024;
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly byte[]? _bytes;

    private AwsConfigFile(string path, byte[]? bytes) => (_path, _bytes, Text) = (path, bytes, Encoding.Latin1.GetString(bytes ?? []));

    /// <summary>Latin-1.</summary>
    public string Text { get; }

    public static Result<string, Fault> Locate(CommandEnvironment environment)
    {
        const string Variable = "AWS_CONFIG_FILE";
        var home = environment.Home();
        return (environment.Setting(Variable), home) switch
        {
            ({ } named, not null) when named.StartsWith("~/", StringComparison.Ordinal) => Path.Combine(home, named[2..]),
            ({ } named, _) => Path.GetFullPath(named),
            (null, not null) => Path.Combine(home, ".aws", "config"),
            _ => new Fault($"nothing says where ~/.aws/config is; set HOME or {Variable}"),
        };
    }

    public static Result<AwsConfigFile, Fault> Read(string path)
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
            return fault is not null ? new Fault(fault)
                : !File.Exists(path) ? new AwsConfigFile(path, null)
                : new FileInfo(path).Length > MostBytes ? new Fault($"{path} is longer than {MostBytes} bytes")
                : new AwsConfigFile(path, File.ReadAllBytes(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Fault($"{path} cannot be read ({failure.GetType().Name})");
        }
    }

    /// <returns>Why it could not be written; then the file is as it was.</returns>
    public Fault? Write(string text)
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
                File.SetUnixFileMode(beside, mode);
            }

            if (!Read(_path).TryGet(out var now, out _) || !now._bytes.AsSpan().SequenceEqual(_bytes) || now._bytes is null != _bytes is null)
            {
                Remove(beside);
                return new Fault($"{_path} was changed by somebody else just now; run this again");
            }

            File.Move(beside, _path, overwrite: true);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Remove(beside);
            return new Fault($"{_path} cannot be written ({failure.GetType().Name}); it is as it was");
        }
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
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
        return _bytes is null ? FileMode : File.GetUnixFileMode(_path);
    }
}
