using Witan.Core.Contract;
using Witan.Primitives;
using Witan.TestKit.Storage;
using Xunit;
using static Witan.Tests.Storage.JournalFixture;

namespace Witan.Tests.Storage;

public class JournalTruncationTests
{
    [Fact]
    public void The_latest_of_each_kind_outlives_its_segment_and_keeps_its_place_in_the_order()
    {
        var disk = new MemoryDisk();
        Create(disk);
        using (var journal = Open(disk).Journal)
        {
            Append(journal, new NumberRecord(1, 10, null, 1), new NumberRecord(2, 10, null, 2));
            Append(journal, new NumberRecord(3, 10, null, 1));
            for (var i = 4UL; i < 40; i++) Append(journal, new NumberRecord(i, 600, new Height(i)));
            journal.Flush();
            var before = journal.SegmentCount;
            Assert.True(journal.Truncate(new Height(39)) > 0);
            Assert.True(journal.SegmentCount < before);
        }

        var opened = Open(disk);
        Assert.IsType<GenesisRecord>(opened.Records[0]);
        var numbers = Numbers(opened);
        Assert.Equal([2UL, 3UL], numbers[..2]);
        Assert.Equal(39UL, numbers[^1]);
    }

    [Fact]
    public void A_segment_with_one_record_still_needed_stays_with_all_after_it()
    {
        var disk = WithBatches(20, 5, 300);
        using var journal = Open(disk).Journal;
        Assert.Equal(0, journal.Truncate(Height.Genesis));
        var gone = journal.Truncate(new Height(10));
        Assert.True(gone > 0);
        var numbers = Numbers(Open(disk));
        // Batch 11 has height 11 and begins with number 51.
        Assert.True(numbers[0] <= 51);
        Assert.Equal(100UL, numbers[^1]);
        Assert.Equal((ulong)numbers.Length, numbers[^1] - numbers[0] + 1);
    }

    [Fact]
    public void Truncation_over_many_lives_keeps_the_size_bounded_and_the_memory_whole()
    {
        var disk = new MemoryDisk();
        Create(disk);
        var number = 0UL;
        for (var life = 0; life < 30; life++)
        {
            using var journal = Open(disk).Journal;
            if (life % 7 == 0) Append(journal, new NumberRecord(++number, 20, null, life % 3));
            for (var i = 0; i < 20; i++, number++)
                Append(journal, new NumberRecord(number + 1, 300, new Height((ulong)life + 1)));
            journal.Flush();
            journal.Truncate(new Height((ulong)life));
            Assert.InRange(journal.SegmentCount, 1, 5);
            Assert.Equal(8192L * journal.SegmentCount, journal.SizeBytes);
        }

        var numbers = Numbers(Open(disk));
        // Lives 21, 7 and 14 wrote the latest of the groups 0, 1 and 2; 28 wrote group 1 again.
        foreach (var latest in new[] { 14, 21, 28 })
            Assert.Contains((ulong)((20 * latest) + (latest / 7) + 1), numbers);
        Assert.Equal(number, numbers[^1]);
    }

    [Fact]
    public void Once_oldest_segments_were_let_go_a_further_one_missing_is_still_noticed()
    {
        var disk = WithBatches(20, 5, 300);
        using (var journal = Open(disk).Journal) journal.Truncate(new Height(10));
        disk.Delete(Segments(disk)[0]);
        Assert.Throws<Witan.Storage.Journals.JournalException>(() => Open(disk));
    }
}
