using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TokenBridge.Cli.Credentials.Connection;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Files;
using TokenBridge.Protocol.Jose;

namespace TokenBridge.Cli.Credentials.Cache;

/// <summary>One kept session: <c>{path}.json</c>, and <c>{path}.lock</c> for whoever fetches the next.</summary>
internal sealed class CacheEntry(string path, TimeProvider time)
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int MostBytes = ServiceConnection.MostBytes;

    /// <summary>
    /// botocore asks again for anything with less than 15 minutes left, and the AWS SDK for Go uses what it is given to the last second: what an SDK
    /// would throw away at once is not handed to it, and what is old is renewed before it can end under a long job.
    /// </summary>
    private static readonly TimeSpan LeastLeft = TimeSpan.FromMinutes(15);

    /// <summary>As long as the first one may take; then everybody asks for themselves.</summary>
    private static readonly TimeSpan LongestTurn = ServiceConnection.MaxDuration + TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary><c>EWOULDBLOCK</c> of <c>flock(2)</c>.</summary>
    private const int TakenOnLinux = 11;
    private const int TakenOnMac = 35;

    private readonly string _file = $"{path}.json";

    /// <summary>A hash and what this class hangs on to it; other files in the folder are nobody's business here.</summary>
    public static bool IsOwnName(string name) =>
        name.Split('.') is [{ Length: 2 * SHA256.HashSizeInBytes } hash, "json" or "lock" or "new", ..] && hash.All(char.IsAsciiHexDigitLower);

    /// <returns>A session that is still good for a while. A file that cannot be read as a session is none.</returns>
    public async Task<Result<AwsSession, CacheMiss>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (UnixFile.Of(_file) is not { } onDisk)
            {
                return CacheMiss.AskTheService;
            }

            if (Distrust(onDisk) is { } fault)
            {
                return CacheMiss.Distrusted(fault);
            }

            await using var file = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (UnixFile.Of(file.SafeFileHandle) is not { } opened || Distrust(opened) is not null)
            {
                return CacheMiss.AskTheService;
            }

            var bytes = new byte[MostBytes + 1];
            var count = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return count <= MostBytes && Read(bytes.AsSpan(0, count)) is { } session ? session : CacheMiss.AskTheService;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return CacheMiss.AskTheService;
        }
    }

    /// <summary>Waits until nobody else fetches this session.</summary>
    /// <returns>To be disposed; null where the disk has no locks, or the other one takes too long.</returns>
    public async Task<FileStream?> TakeTurnAsync(CancellationToken cancellationToken)
    {
        var file = $"{path}.lock";
        if (!IsLockable(file))
        {
            return null;
        }

        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < LongestTurn)
        {
            try
            {
                return new FileStream(file, Own(FileMode.OpenOrCreate, FileShare.None));
            }
            catch (IOException failure) when (failure.HResult is TakenOnLinux or TakenOnMac)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Whole or not at all: written beside, then renamed. A disk that does not take it costs the next run a request.</summary>
    public async Task KeepAsync(AwsSession session, CancellationToken cancellationToken)
    {
        var beside = $"{path}.new.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        try
        {
            await using (var file = new FileStream(beside, Own(FileMode.CreateNew, FileShare.Read)))
            {
                await file.WriteAsync(Encoding.UTF8.GetBytes(Write(session)), cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, _file, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Remove(beside);
        }
    }

    /// <summary>To open a FIFO would wait for whoever reads it.</summary>
    private static bool IsLockable(string file)
    {
        try
        {
            return UnixFile.Of(file) is null or { Kind: UnixFileKind.File };
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static FileStreamOptions Own(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mode;
        }

        return options;
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It is private, and goes with the old ones.
        }
    }

    private string? Distrust(UnixFile file) => file switch
    {
        { Kind: UnixFileKind.Link } => $"the kept session {_file} is a symbolic link; remove it with: rm {_file}",
        { Kind: not UnixFileKind.File } => $"the kept session {_file} is no plain file; remove it",
        { IsOwn: false } => $"the kept session {_file} belongs to another user; remove it, or name another folder with --cache",
        { IsPrivate: false } => $"the kept session {_file} is open to others, who may have read it; remove it with: rm {_file}",
        _ => null,
    };

    private AwsSession? Read(ReadOnlySpan<byte> utf8)
    {
        if (!StrictJson.Parse(utf8).TryGet(out var json, out _) || AwsSession.Read(utf8) is not { } session
            || !json.TryGetProperty("Fetched", out var at) || at.ValueKind is not JsonValueKind.String
            || !DateTimeOffset.TryParseExact(at.GetString(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var fetched))
        {
            return null;
        }

        var (now, life) = (time.GetUtcNow(), session.Expiration - fetched);
        var left = session.Expiration - now;
        return fetched <= now && left > life / 2 && left > LeastLeft ? session : null;
    }

    private string Write(AwsSession session) => AwsSession.Write(json =>
    {
        json.WriteString("Fetched"u8, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        session.WriteTo(json, "SessionToken");
    });
}
