using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Storage;
using Witan.Storage.Snapshots;
using Witan.TestKit.Storage;
using Xunit;
using static Witan.Tests.Storage.JournalFixture;

namespace Witan.Tests.Storage;

public class RecoveryTests
{
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
    public void Lost_memory_stays_lost_over_restarts_until_the_replica_has_rejoined()
    {
        var disk = new MemoryDisk();
        for (var start = 0; start < 3; start++) Assert.True(Recover(disk).State.LostMemory);
        Recovery.Rejoined(disk);
        disk.Crash(() => false);
        Assert.False(Recover(disk).State.LostMemory);
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
        var recovered = Recovery.Recover(disk, Codec, Identity, 5, Small);
        recovered.Journal.Dispose();
        return recovered;
    }
}
