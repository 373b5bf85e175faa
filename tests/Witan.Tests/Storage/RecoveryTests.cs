using Witan.Core.Contract;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Storage;
using Witan.Storage.Snapshots;
using Witan.TestKit.Storage;
using Xunit;
using static Witan.Tests.Storage.JournalFixture;

namespace Witan.Tests.Storage;

public class RecoveryTests
{
    private static int _names;

    [Fact]
    public void A_replica_gets_back_its_newest_snapshot_and_its_records_in_order()
    {
        var disk = WithBatches(3, 2, 10);
        using (var writer = new SnapshotStore(disk, Identity.Cluster).Begin(SnapshotFixture.At(128, 3)))
            writer.Step(1 << 20);
        var recovered = Recover(disk);
        Assert.False(recovered.State.LostMemory);
        Assert.Equal(new Height(128), recovered.State.Snapshot!.Commitment.Height);
        Assert.IsType<GenesisRecord>(recovered.State.Records[0]);
        Assert.Equal(7, recovered.State.Records.Count);
        Assert.Equal(0, recovered.TornBytes);
    }

    [Fact]
    public void A_loss_keeps_its_name_over_restarts()
    {
        var disk = new MemoryDisk();
        var loss = Recover(disk).State.Loss;
        Assert.NotNull(loss);
        for (var start = 0; start < 3; start++)
        {
            Assert.Equal(loss, Recover(disk).State.Loss);
            disk.Crash(() => false);
        }
    }

    [Fact]
    public void A_second_loss_has_another_name_also_if_the_mark_of_the_first_is_left()
    {
        var disk = new MemoryDisk();
        var first = Recover(disk).State.Loss;
        foreach (var name in disk.List())
            if (name.StartsWith("journal-", StringComparison.Ordinal)) disk.Delete(name);
        disk.FlushFolder();
        Assert.NotEqual(first, Recover(disk).State.Loss);
    }

    [Fact]
    public void A_mark_that_does_not_say_which_loss_it_was_is_a_loss_all_the_same()
    {
        var disk = new MemoryDisk();
        var first = Recover(disk).State.Loss;
        disk.CutTo("memory-lost", 5);
        var second = Recover(disk).State.Loss;
        Assert.NotNull(second);
        Assert.NotEqual(first, second);
        Assert.Equal(second, Recover(disk).State.Loss);
    }

    [Fact]
    public void A_crash_while_a_lost_memory_is_noticed_never_makes_a_replica_that_votes()
    {
        for (var at = 0; at < 12; at++)
        {
            for (var seed = 0; seed < 8; seed++)
            {
                var disk = new MemoryDisk { CrashBefore = at };
                try
                {
                    Recover(disk);
                }
                catch (SimulatedCrashException)
                {
                    disk.Crash(new Random(seed));
                }

                disk.CrashBefore = -1;
                Assert.True(Recover(disk).State.LostMemory);
            }
        }
    }

    [Fact]
    public void A_new_replica_with_its_journal_has_lost_nothing()
    {
        var disk = new MemoryDisk();
        Create(disk);
        Assert.False(Recover(disk).State.LostMemory);
    }

    private static RecoveredReplica Recover(MemoryDisk disk)
    {
        var name = Sha256.Hash(BitConverter.GetBytes(++_names));
        var recovered = Recovery.Recover(disk, Codec, Identity, 5, name, Small);
        recovered.Journal.Dispose();
        return recovered;
    }
}
