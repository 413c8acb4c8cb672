using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using TokenBridge.Protocol.Files;

namespace TokenBridge.Protocol.Tests.Files;

[UnsupportedOSPlatform("windows")]
public sealed class UnixFileTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenbridge-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>
    /// <c>__DARWIN_STRUCT_STAT64</c>: st_dev 4, st_mode 2, st_nlink 2, st_ino 8, st_uid 4, st_gid 4, st_rdev 4, 4 of padding, four timespec of 16,
    /// st_size 8, st_blocks 8, st_blksize 4, st_flags 4, st_gen 4, st_lspare 4, st_qspare 16.
    /// </summary>
    [Theory]
    [InlineData("8081", UnixFileKind.File, Private)]
    [InlineData("c041", UnixFileKind.Folder, Private | UnixFileMode.UserExecute)]
    [InlineData("eda1", UnixFileKind.Link, Private | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute)]
    [InlineData("b611", UnixFileKind.Other, Private | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)]
    internal void What_macOS_answers_is_read_by_its_layout(string mode, UnixFileKind kind, UnixFileMode permissions)
    {
        var answer = Convert.FromHexString(string.Concat(
            "11000001", mode, "0100", "aabbccddee000000", "f5010000", "14000000", "22000002", "00000000",
            string.Concat(Enumerable.Repeat("0102030405060708" + "1112131415161718", 4)),
            "c800000000000000", "0800000000000000", "00100000", "40000000", "00000000", "00000000", new string('0', 32)));

        answer.Length.ShouldBe(MacFileStatus.Bytes);
        MemoryMarshal.Read<MacFileStatus>(answer).Read().ShouldBe(new UnixFile(kind, 501, permissions));
    }

    /// <summary>
    /// <c>struct statx</c>: stx_mask 4, stx_blksize 4, stx_attributes 8, stx_nlink 4, stx_uid 4, stx_gid 4, stx_mode 2, 2 of padding, stx_ino 8 and so on.
    /// </summary>
    [Fact]
    public void What_Linux_answers_is_read_by_its_layout() =>
        MemoryMarshal.Read<LinuxFileStatus>(LinuxAnswer("ff170000")).Read().ShouldBe(new UnixFile(UnixFileKind.File, 1000, Private));

    [Theory]
    [InlineData("f7170000")]
    [InlineData("fd170000")]
    [InlineData("fe170000")]
    public void A_file_system_that_leaves_out_type_mode_or_owner_is_not_believed(string mask) =>
        Should.Throw<IOException>(() => MemoryMarshal.Read<LinuxFileStatus>(LinuxAnswer(mask)).Read());

    [Fact]
    public void Both_layouts_have_the_size_that_the_system_writes()
    {
        Unsafe.SizeOf<LinuxFileStatus>().ShouldBe(LinuxFileStatus.Bytes);
        Unsafe.SizeOf<MacFileStatus>().ShouldBe(MacFileStatus.Bytes);
    }

    [Fact]
    public void A_file_of_ones_own_is_told_by_name_and_when_open()
    {
        var path = Path.Combine(_folder.FullName, "mine");
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Private });

        var named = UnixFile.Of(path)!;

        named.ShouldBe(new UnixFile(UnixFileKind.File, UnixUser.Effective(), Private));
        named.IsOwn.ShouldBeTrue();
        named.IsPrivate.ShouldBeTrue();
        UnixFile.Of(file.SafeFileHandle).ShouldBe(named);
    }

    [Fact]
    public void A_link_is_looked_at_itself()
    {
        var link = Path.Combine(_folder.FullName, "link");
        File.CreateSymbolicLink(link, _folder.FullName);

        UnixFile.Of(link)!.Kind.ShouldBe(UnixFileKind.Link);
        UnixFile.Of(_folder.FullName)!.Kind.ShouldBe(UnixFileKind.Folder);
    }

    [Fact]
    public void Where_there_is_nothing_there_is_no_answer_and_what_cannot_be_looked_at_is_an_error()
    {
        UnixFile.Of(Path.Combine(_folder.FullName, "nothing")).ShouldBeNull();
        UnixFile.Of(Path.Combine(_folder.FullName, "nothing", "below")).ShouldBeNull();
        Should.Throw<IOException>(() => UnixFile.Of(Path.Combine(_folder.FullName, new string('x', 300))));
    }

    private static byte[] LinuxAnswer(string mask)
    {
        var answer = new byte[LinuxFileStatus.Bytes];
        Convert.FromHexString($"{mask}00100000000000000000000001000000e8030000e703000080810000").CopyTo(answer, 0);
        BinaryPrimitives.WriteUInt64LittleEndian(answer.AsSpan(32), 4711);
        return answer;
    }
}
