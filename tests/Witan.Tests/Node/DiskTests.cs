using Witan.Node;
using Witan.Storage.Disks;
using Witan.TestKit.Storage;
using Xunit;

namespace Witan.Tests.Node;

/// <summary>
/// What the journal and the snapshots rely on, held against files and against the disk of the simulator.
/// </summary>
public sealed class DiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Kinds => ["files", "memory"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_written_is_read_also_after_the_file_was_opened_again(string kind)
    {
        var disk = Disk(kind);
        using (var file = disk.Create("a"))
        {
            file.Write(0, "hello"u8);
            file.Write(3, "p!"u8);
            file.Write(5, "?"u8);
            file.Flush();
            Assert.Equal(6, file.Length);
        }

        disk.FlushFolder();
        Assert.Equal("help!?"u8.ToArray(), Read(disk, "a"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Preallocated_bytes_are_zeros_and_what_was_there_stays(string kind)
    {
        var disk = Disk(kind);
        using var file = disk.Create("a");
        file.Write(0, [7, 7]);
        file.Preallocate(700_000);

        var bytes = new byte[700_000];
        file.Read(0, bytes);
        Assert.Equal([7, 7], bytes[..2]);
        Assert.All(bytes[2..], value => Assert.Equal(0, value));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Names_are_listed_in_order_renamed_and_deleted_and_an_open_file_follows_its_name(string kind)
    {
        var disk = Disk(kind);
        foreach (var name in (string[])["b", "B", "a-1.tmp"]) disk.Create(name).Dispose();
        Assert.Equal(["B", "a-1.tmp", "b"], disk.List());

        using var open = disk.Open("b");
        disk.Rename("b", "c");
        open.Write(0, [1]);
        open.Flush();
        disk.Delete("B");
        disk.FlushFolder();

        Assert.Equal(["a-1.tmp", "c"], disk.List());
        Assert.Equal([1], Read(disk, "c"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_misuse_of_names_and_offsets_is_a_failure_of_the_disk(string kind)
    {
        var disk = Disk(kind);
        using var file = disk.Create("a");
        disk.Create("b").Dispose();
        file.Write(0, [1, 2, 3]);

        Assert.Throws<DiskException>(() => disk.Create("a"));
        Assert.Throws<DiskException>(() => disk.Open("c"));
        Assert.Throws<DiskException>(() => disk.Delete("c"));
        Assert.Throws<DiskException>(() => disk.Rename("c", "d"));
        Assert.Throws<DiskException>(() => disk.Rename("a", "b"));
        Assert.Throws<DiskException>(() => file.Read(1, new byte[3]));
        Assert.Throws<DiskException>(() => file.Write(4, [1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("/tmp/a")]
    public void A_name_never_leads_out_of_the_folder(string name) =>
        Assert.Throws<DiskException>(() => Disk("files").Create(name));

    [Fact]
    public void A_folder_that_is_gone_cannot_be_flushed() =>
        Assert.Throws<DiskException>(() => new FileDisk(_folder["gone"]).FlushFolder());

    private IDisk Disk(string kind) => kind == "files" ? new FileDisk(_folder.Path) : new MemoryDisk();

    private static byte[] Read(IDisk disk, string name)
    {
        using var file = disk.Open(name);
        var bytes = new byte[file.Length];
        file.Read(0, bytes);
        return bytes;
    }
}
