using Witan.Core.Execution;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Storage.Disks;
using Witan.Storage.Snapshots;
using Witan.TestKit.Storage;
using Xunit;

namespace Witan.Tests.Storage;

public class SnapshotTests
{
    [Theory]
    [InlineData(0, 40, 1 << 20)]
    [InlineData(1, 0, 1)]
    [InlineData(300, 40, 100)]
    [InlineData(20, 100_000, 70_000)]
    public void A_snapshot_comes_back_as_it_was_however_small_the_steps(int entries, int valueBytes, int step)
    {
        var disk = new MemoryDisk();
        var snapshot = SnapshotFixture.At(128, entries, valueBytes);
        Write(disk, snapshot, step);
        AssertSame(snapshot, Load(disk).Snapshot);
    }

    [Fact]
    public void A_folder_without_snapshots_has_none() => Assert.Null(Load(new MemoryDisk()).Snapshot);

    [Fact]
    public void The_newest_two_are_kept()
    {
        var disk = new MemoryDisk();
        for (var height = 128UL; height <= 640; height += 128) Write(disk, SnapshotFixture.At(height, 5));
        Assert.Equal(2, disk.List().Count);
        Assert.Equal(new Height(640), Load(disk).Snapshot!.Commitment.Height);
    }

    [Fact]
    public void A_snapshot_that_is_there_already_is_not_written_again()
    {
        var disk = new MemoryDisk();
        Write(disk, SnapshotFixture.At(128, 5));
        var before = disk.Operations;
        Write(disk, SnapshotFixture.At(128, 5));
        Assert.Equal(before, disk.Operations);
    }

    [Fact]
    public void With_any_bit_flipped_it_is_refused_and_the_older_one_used()
    {
        var disk = new MemoryDisk();
        var older = SnapshotFixture.At(128, 3);
        Write(disk, older);
        Write(disk, SnapshotFixture.At(256, 3));
        var name = disk.List()[1];
        for (var offset = 0; offset < disk.Contents(name).Length; offset++)
        {
            var rotten = disk.Copy();
            rotten.Corrupt(name, offset, (byte)(1 << (offset % 8)));
            var loaded = Load(rotten);
            AssertSame(older, loaded.Snapshot);
            Assert.Equal(name, Assert.Single(loaded.Refused).File);
        }
    }

    [Fact]
    public void Cut_to_any_length_or_with_a_byte_more_it_is_refused()
    {
        var disk = new MemoryDisk();
        Write(disk, SnapshotFixture.At(128, 3));
        var name = disk.List()[0];
        var length = disk.Contents(name).Length;
        for (var left = 0; left < length; left++)
        {
            var cut = disk.Copy();
            cut.CutTo(name, left);
            Assert.Null(Load(cut).Snapshot);
        }

        using (var file = disk.Open(name)) file.Write(length, [0]);
        Assert.Null(Load(disk).Snapshot);
    }

    [Fact]
    public void A_state_that_does_not_hash_to_its_commitment_is_refused()
    {
        var disk = new MemoryDisk();
        var honest = SnapshotFixture.At(128, 3);
        var other = SnapshotFixture.CommitmentFor(128, Sha256.Hash([7]));
        Write(disk, new Snapshot(other, SnapshotFixture.CertificateFor(other), honest.Maps));
        var loaded = Load(disk);
        Assert.Null(loaded.Snapshot);
        Assert.Contains("root", loaded.Refused[0].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_of_another_height_and_another_cluster_are_refused()
    {
        var disk = new MemoryDisk();
        var snapshot = SnapshotFixture.At(128, 3);
        var other = SnapshotFixture.CommitmentFor(256, snapshot.Commitment.State);
        Write(disk, snapshot with { Certificate = SnapshotFixture.CertificateFor(other) });
        Assert.Null(Load(disk).Snapshot);
        var elsewhere = new MemoryDisk();
        Write(elsewhere, snapshot);
        Assert.Null(new SnapshotStore(elsewhere, Sha256.Hash([8])).Load().Snapshot);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(4096)]
    public void A_crash_before_any_operation_leaves_the_older_or_the_newer_snapshot_whole(int sectorBytes)
    {
        var operations = WriteThree(new MemoryDisk(sectorBytes), out _);
        for (var at = 0; at < operations; at++)
        {
            for (var seed = 0; seed < 8; seed++)
            {
                var disk = new MemoryDisk(sectorBytes) { CrashBefore = at };
                var durable = 0UL;
                Assert.Throws<SimulatedCrashException>(() => WriteThree(disk, out durable));
                var random = new Random(seed);
                disk.Crash(seed == 0 ? () => false : seed == 1 ? () => true : () => random.Next(2) == 0);
                var loaded = Load(disk);
                Assert.Empty(loaded.Refused);
                Assert.True((loaded.Snapshot?.Commitment.Height.Value ?? 0) >= durable);
                Assert.DoesNotContain(disk.List(), n => n.EndsWith(".tmp", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void A_failed_flush_never_gives_a_snapshot_its_name()
    {
        var disk = new MemoryDisk();
        var writer = new SnapshotStore(disk, SnapshotFixture.Cluster).Begin(SnapshotFixture.At(128, 3));
        disk.FailNextFlush();
        Assert.Throws<DiskException>(() => writer.Step(1 << 20));
        Assert.False(writer.IsDurable);
        Assert.Throws<Witan.Core.Contract.InvariantException>(() => writer.Step(1 << 20));
    }

    private static int WriteThree(MemoryDisk disk, out ulong durable)
    {
        durable = 0;
        for (var height = 128UL; height <= 384; height += 128)
        {
            Write(disk, SnapshotFixture.At(height, 4, 700), 1000);
            durable = height;
        }

        return disk.Operations;
    }

    private static void Write(MemoryDisk disk, Snapshot snapshot, int step = 1 << 20)
    {
        using var writer = new SnapshotStore(disk, SnapshotFixture.Cluster).Begin(snapshot);
        while (!writer.Step(step)) Assert.False(writer.IsDurable);
    }

    private static LoadedSnapshot Load(MemoryDisk disk) => new SnapshotStore(disk, SnapshotFixture.Cluster).Load();

    private static void AssertSame(Snapshot expected, Snapshot? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Commitment, actual.Commitment);
        Assert.Equal(expected.Certificate.Commitment, actual.Certificate.Commitment);
        Assert.Equal(expected.Maps.Select(m => m.Key), actual.Maps.Select(m => m.Key));
        Assert.Equal(expected.Maps.Select(m => m.Value.Root), actual.Maps.Select(m => m.Value.Root));
        Assert.Equal(expected.Maps.Select(m => m.Value.Count), actual.Maps.Select(m => m.Value.Count));
    }
}
