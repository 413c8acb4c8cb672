using System.Runtime.Versioning;
using System.Text;
using TokenBridge.Host.Audit.Writing;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Audit;

[UnsupportedOSPlatform("windows")]
public sealed class AuditFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _path;
    private readonly AuditFile _audit;

    public AuditFileTests()
    {
        _path = Path.Combine(_folder.Path, "audit.log");
        _audit = new AuditFile(_path);
    }

    public void Dispose()
    {
        _audit.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_new_file_is_for_its_owner_to_write_and_its_group_to_read() =>
        File.GetUnixFileMode(_path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

    [Fact]
    public void What_stands_in_the_file_stays()
    {
        Write("first");
        using (var second = new AuditFile(_path))
        {
            second.Write("second\n"u8);
        }

        Write("third");

        File.ReadAllLines(_path).ShouldBe(["first", "second", "third"]);
    }

    [Fact]
    public void After_a_rename_lines_go_to_a_new_file_of_the_name()
    {
        Write("first");
        File.Move(_path, _path + ".1");

        Write("second");

        File.ReadAllLines(_path + ".1").ShouldBe(["first"]);
        File.ReadAllLines(_path).ShouldBe(["second"]);
    }

    [Fact]
    public void After_a_rename_the_file_is_there_again_before_there_is_anything_to_write()
    {
        File.Move(_path, _path + ".1");

        _audit.Look();

        File.Exists(_path).ShouldBeTrue();
    }

    [Fact]
    public void A_file_that_takes_the_name_gets_the_lines()
    {
        Write("first");
        File.WriteAllText(_path + ".new", "made by somebody\n");
        File.Move(_path + ".new", _path, overwrite: true);

        Write("second");

        File.ReadAllLines(_path).ShouldBe(["made by somebody", "second"]);
    }

    [Fact]
    public void A_deleted_file_is_made_again()
    {
        File.Delete(_path);

        Write("first");

        File.ReadAllLines(_path).ShouldBe(["first"]);
    }

    /// <summary>As <c>copytruncate</c> of logrotate does: a write at the remembered offset would leave a hole of NUL bytes.</summary>
    [Fact]
    public void A_file_that_was_shortened_goes_on_at_its_beginning()
    {
        Write("first");
        using (var truncated = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            truncated.SetLength(0);
        }

        Write("second");

        File.ReadAllBytes(_path).ShouldBe("second\n"u8.ToArray());
    }

    [Fact]
    public void A_link_that_is_turned_is_followed()
    {
        var (first, second) = (Path.Combine(_folder.Path, "first"), Path.Combine(_folder.Path, "second"));
        var link = Path.Combine(_folder.Path, "link");
        File.CreateSymbolicLink(link, first);
        using var audit = new AuditFile(link);
        audit.Write("one\n"u8);
        File.Delete(link);
        File.CreateSymbolicLink(link, second);

        audit.Write("two\n"u8);

        File.ReadAllLines(first).ShouldBe(["one"]);
        File.ReadAllLines(second).ShouldBe(["two"]);
    }

    [Fact]
    public void While_its_folder_is_gone_nothing_can_be_recorded_and_then_nothing_is_lost()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "log"));
        var path = Path.Combine(folder.FullName, "audit.log");
        using var audit = new AuditFile(path);
        folder.Delete(recursive: true);

        Should.Throw<IOException>(() => audit.Write("first\n"u8));
        Should.Throw<IOException>(audit.Look);
        folder.Create();
        audit.Write("first\n"u8);

        File.ReadAllLines(path).ShouldBe(["first"]);
    }

    [Fact]
    public void A_full_disk_says_that_it_is_full()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var audit = new AuditFile("/dev/full");

        Should.Throw<IOException>(() => audit.Write("first\n"u8)).Message.ShouldBe("No space left on device");
    }

    /// <summary>Standard output of a test runner may be a file that has no name any more, and nothing is written twice there.</summary>
    [Fact]
    public void A_file_that_never_had_another_name_is_written_once()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var nameless = new FileStream(Path.Combine(_folder.Path, "nameless"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        using var audit = new AuditFile($"/proc/self/fd/{nameless.SafeFileHandle.DangerousGetHandle()}");
        File.Delete(nameless.Name);

        audit.Write("first\n"u8);
        audit.Write("second\n"u8);

        using var reader = new StreamReader(nameless);
        reader.ReadToEnd().ShouldBe("first\nsecond\n");
    }

    private void Write(string line) => _audit.Write(Encoding.UTF8.GetBytes(line + "\n"));
}
