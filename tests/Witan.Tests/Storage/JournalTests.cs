using Witan.Core.Contract;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Storage.Disks;
using Witan.Storage.Journals;
using Witan.TestKit.Storage;
using Xunit;
using Record = Witan.Core.Contract.Record;
using static Witan.Tests.Storage.JournalFixture;

namespace Witan.Tests.Storage;

public class JournalTests
{
    [Fact]
    public void A_new_journal_holds_the_genesis_record_and_nothing_else()
    {
        var disk = new MemoryDisk();
        Assert.False(Journal.Exists(disk));
        Create(disk);
        Assert.True(Journal.Exists(disk));
        var genesis = Assert.IsType<GenesisRecord>(Assert.Single(Open(disk).Records));
        Assert.Equal(Identity, new JournalIdentity(genesis.Cluster, genesis.Replica));
        Assert.Equal(JournalFault.Exists, Assert.Throws<JournalException>(() => Create(disk)).Fault);
    }

    [Fact]
    public void Records_come_back_in_order_over_many_segments()
    {
        var disk = WithBatches(20, 5, 300);
        Assert.True(Segments(disk).Length > 5);
        Assert.Equal(UpTo(100), Numbers(Open(disk)));
    }

    [Fact]
    public void A_record_larger_than_a_segment_gets_one_of_its_own_size()
    {
        var disk = new MemoryDisk();
        Create(disk);
        using (var journal = Open(disk).Journal)
        {
            Append(journal, new NumberRecord(1, 100_000, new Height(1)), new NumberRecord(2, 1, new Height(1)));
            journal.Flush();
            Assert.Equal(3, journal.SegmentCount);
        }

        Assert.Equal(UpTo(2), Numbers(Open(disk)));
    }

    [Fact]
    public void A_folder_without_a_journal_has_lost_its_memory() =>
        Assert.Equal(JournalFault.Missing, Assert.Throws<JournalException>(() => Open(new MemoryDisk())).Fault);

    [Fact]
    public void The_journal_of_another_cluster_or_replica_is_refused()
    {
        var disk = WithBatches(1, 1, 1);
        var strangers = new[]
        {
            Identity with { Cluster = Sha256.Hash([9]) },
            Identity with { Replica = new ReplicaId(3) },
        };
        foreach (var stranger in strangers)
        {
            var refusal = Assert.Throws<JournalException>(() => Journal.Open(disk, Codec, stranger, Small));
            Assert.Equal(JournalFault.Foreign, refusal.Fault);
            Assert.Contains("R2", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_segment_of_another_journal_of_the_same_replica_is_refused()
    {
        var disk = WithBatches(4, 5, 300);
        var other = new MemoryDisk();
        Journal.Create(other, Identity, 78, Small);
        var first = Segments(disk)[0];
        disk.Delete(first);
        var bytes = other.Contents(first).ToArray();
        using (var file = disk.Create(first)) file.Write(0, bytes);
        Assert.Equal(JournalFault.Damaged, Assert.Throws<JournalException>(() => Open(disk)).Fault);
    }

    [Fact]
    public void A_journal_of_the_version_before_is_refused_as_a_format_that_is_not_known()
    {
        const int VersionAt = 8;
        const int SumAt = 68;
        var disk = new MemoryDisk();
        Create(disk);
        var first = Segments(disk)[0];
        var bytes = disk.Contents(first).ToArray();
        bytes[VersionAt] = 1;
        BitConverter.TryWriteBytes(bytes.AsSpan(SumAt), SumOf(bytes.AsSpan(0, SumAt)));
        disk.Delete(first);
        using (var file = disk.Create(first)) file.Write(0, bytes);

        Assert.Equal(JournalFault.UnknownFormat, Assert.Throws<JournalException>(() => Open(disk)).Fault);

        // CRC-32C, bit by bit.
        static uint SumOf(ReadOnlySpan<byte> text)
        {
            var sum = uint.MaxValue;
            foreach (var one in text)
            {
                sum ^= one;
                for (var bit = 0; bit < 8; bit++) sum = (sum >> 1) ^ ((sum & 1) * 0x82F6_3B78);
            }

            return ~sum;
        }
    }

    [Fact]
    public void A_segment_that_is_missing_is_noticed_wherever_it_was()
    {
        var disk = WithBatches(20, 5, 300);
        var segments = Segments(disk);
        for (var i = 0; i < segments.Length - 1; i++)
        {
            var copy = disk.Copy();
            copy.Delete(segments[i]);
            Assert.Equal(JournalFault.Damaged, Assert.Throws<JournalException>(() => Open(copy)).Fault);
        }
    }

    [Fact]
    public void An_intact_record_that_does_not_decode_is_refused_by_file_and_offset()
    {
        var disk = new MemoryDisk();
        Create(disk);
        using (var journal = Open(disk).Journal)
        {
            Append(journal, new UnknownRecord());
            journal.Flush();
        }

        var refusal = Assert.Throws<JournalException>(() => Open(disk));
        Assert.Equal(JournalFault.Damaged, refusal.Fault);
        Assert.Equal(Segments(disk)[0], refusal.File);
        Assert.True(refusal.Offset > 4096);
    }

    [Fact]
    public void After_a_failed_flush_nothing_is_tried_again()
    {
        var disk = WithBatches(1, 1, 1);
        using var journal = Open(disk).Journal;
        Append(journal, new NumberRecord(2, 1, null));
        disk.FailNextFlush();
        Assert.Throws<DiskException>(journal.Flush);
        Assert.Throws<InvariantException>(journal.Flush);
        Assert.Throws<InvariantException>(() => Append(journal, new NumberRecord(3, 1, null)));
        Assert.Throws<InvariantException>(() => journal.Truncate(new Height(9)));
    }

    [Fact]
    public void What_a_killed_process_left_in_the_cache_is_durable_once_it_was_recovered()
    {
        var disk = WithBatches(1, 3, 50);
        Append(Open(disk).Journal, new NumberRecord(4, 2000, null));
        Assert.Equal(UpTo(4), Numbers(Open(disk)));
        disk.Crash(() => false);
        Assert.Equal(UpTo(4), Numbers(Open(disk)));
    }

    [Fact]
    public void A_record_of_a_kind_that_the_journal_keeps_for_itself_breaks_an_invariant()
    {
        foreach (var kind in new byte[] { 0, RecordKind.JournalFloor })
            Assert.Throws<InvariantException>(() => new JournalBatch().Add(new UnknownRecord(kind)));
    }

    private sealed class UnknownRecord(byte kind = 200) : Record
    {
        public override byte Kind { get; } = kind;

        public override Height? NeededUntil => null;

        public override void Write(Primitives.Encoding.CanonicalWriter writer) => writer.U8(1);
    }
}
