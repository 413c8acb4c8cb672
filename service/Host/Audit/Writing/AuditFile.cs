using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using TokenBridge.Protocol.Files;

namespace TokenBridge.Host.Audit.Writing;

/// <summary>
/// Records in a file on Linux and macOS, found by its name: whoever rotates it may rename, replace, delete or shorten it at any time. Each write goes to the
/// end of the file as it is then, and to the file that the name leads to then, which is made where there is none.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class AuditFile : AuditSink
{
    private readonly string _path;
    private SafeFileHandle _file;

    /// <summary>Bytes of the lines offered last that stand in <see cref="_file"/>; 0 once all of them do.</summary>
    private int _written;

    /// <param name="path">Made where it does not exist, for its owner to write and its group to read.</param>
    /// <exception cref="IOException">It cannot be opened for appending.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of a right.</exception>
    public AuditFile(string path)
    {
        // A relative name means the working folder of the start.
        _path = Path.GetFullPath(path);
        _file = AppendedFile.Open(_path);
    }

    public override void Write(ReadOnlySpan<byte> lines)
    {
        Follow(lines);
        Append(lines);
        if (IsLost())
        {
            Reopen();
            Append(lines);
        }

        _written = 0;
    }

    public override void Look() => Follow([]);

    protected override void Dispose(bool disposing) => _file.Dispose();

    /// <summary>Takes the file that the name leads to. Lines that stand whole in the earlier one stay there; one that is torn is written anew.</summary>
    private void Follow(ReadOnlySpan<byte> lines)
    {
        if (FileStanding.Of(_path) is { } named && FileStanding.Of(_file) is { } held && named.IsSameFile(held))
        {
            return;
        }

        var whole = IsLost() ? 0 : lines[..Math.Min(_written, lines.Length)].LastIndexOf((byte)'\n') + 1;
        Reopen();
        _written = whole;
    }

    private void Reopen()
    {
        var next = AppendedFile.Open(_path);
        _file.Dispose();
        (_file, _written) = (next, 0);
    }

    /// <summary>It was deleted: nobody will ever read what stands in it. One without a name may still be found, as <c>/dev/stdout</c> is.</summary>
    private bool IsLost() => FileStanding.Of(_file) is { HasNoName: true } held && FileStanding.Of(_path)?.IsSameFile(held) != true;

    private void Append(ReadOnlySpan<byte> lines)
    {
        while (_written < lines.Length)
        {
            _written += AppendedFile.Write(_file, lines[_written..]);
        }
    }
}
