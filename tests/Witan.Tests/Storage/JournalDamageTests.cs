using Witan.Primitives;
using Witan.Storage.Journals;
using Witan.TestKit.Storage;
using Xunit;
using static Witan.Tests.Storage.JournalFixture;

namespace Witan.Tests.Storage;

public class JournalDamageTests
{
    [Fact]
    public void A_bit_flipped_anywhere_is_refused_or_costs_nothing()
    {
        var disk = WithBatches(5, 3, 400);
        var segments = Segments(disk);
        Assert.True(segments.Length >= 2);
        var refused = 0;
        foreach (var segment in segments)
        {
            var length = disk.Contents(segment).Length;
            for (var offset = 0; offset < length; offset++)
            {
                var rotten = disk.Copy();
                rotten.Corrupt(segment, offset, (byte)(1 << (offset % 8)));
                if (TryNumbers(rotten) is { } numbers) Assert.Equal(UpTo(15), numbers);
                else refused++;
            }
        }

        Assert.True(refused > 5 * 3 * 400);
    }

    [Fact]
    public void A_file_cut_to_any_length_is_refused()
    {
        var disk = WithBatches(3, 3, 400);
        foreach (var segment in Segments(disk))
        {
            for (var length = 0; length < disk.Contents(segment).Length; length += 7)
            {
                var cut = disk.Copy();
                cut.CutTo(segment, length);
                Assert.Null(TryNumbers(cut));
            }
        }
    }

    [Theory]
    [InlineData(512)]
    [InlineData(4096)]
    public void Sectors_lost_from_the_unflushed_group_tear_it_and_the_flushed_ones_stay(int sectorBytes)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var disk = new MemoryDisk(sectorBytes);
            Create(disk);
            using var journal = Open(disk).Journal;
            Append(journal, new NumberRecord(1, random.Next(700), null), new NumberRecord(2, random.Next(700), null));
            journal.Flush();
            Append(journal, new NumberRecord(3, random.Next(900), null), new NumberRecord(4, random.Next(900), null));
            disk.Crash(random);
            var numbers = Numbers(Open(disk));
            Assert.InRange(numbers.Length, 2, 4);
            Assert.Equal(UpTo(numbers.Length), numbers);
        }
    }

    [Fact]
    public void A_group_lost_by_a_flush_that_lied_is_noticed_when_a_later_group_is_there()
    {
        var disk = WithBatches(1, 1, 600);
        using var journal = Open(disk).Journal;
        Append(journal, new NumberRecord(2, 600, null));
        disk.LoseFlush();
        journal.Flush();
        Append(journal, new NumberRecord(3, 1500, null));
        // Asked for the length, then sector by sector: the one where the second record begins is lost, the next one,
        // where the third begins, is not.
        var asked = 0;
        disk.Crash(() => ++asked > 2);
        var refusal = Assert.Throws<JournalException>(() => Open(disk));
        Assert.Equal(JournalFault.Damaged, refusal.Fault);
    }

    [Fact]
    public void What_is_cut_off_never_comes_back()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var disk = WithBatches(1, 2, 100);
            using (var journal = Open(disk).Journal)
                Append(journal, [.. Enumerable.Range(0, 6).Select(i => new NumberRecord((ulong)(50 + i), 400, null))]);
            disk.Crash(random);
            var kept = Numbers(Open(disk));
            using (var journal = Open(disk).Journal)
            {
                Append(journal, new NumberRecord(99, 1, null));
                journal.Flush();
            }

            Assert.Equal([.. kept, 99UL], Numbers(Open(disk)));
            Assert.Equal(0, Open(disk).TornBytes);
        }
    }

    [Theory]
    [InlineData(12345, false)]
    [InlineData(77, true)]
    public void Bytes_that_somebody_chose_pass_for_a_later_record_only_under_a_guessed_seed(uint seed, bool guessed)
    {
        // The chosen bytes are records of a journal with seed 77, at sequences above those of the victim.
        var source = WithBatches(10, 20, 1);
        var last = Segments(source)[^1];
        var forged = source.Contents(last).Span[4096..4700].ToArray();
        var disk = new MemoryDisk();
        Journal.Create(disk, Identity, seed, Small);
        using (var journal = Open(disk).Journal) Append(journal, new BytesRecord(forged, new Height(1)));
        // The length and the sector with the record's header are lost, the sectors with its body are not.
        var asked = 0;
        disk.Crash(() => ++asked > 2);
        if (guessed) Assert.Throws<JournalException>(() => Open(disk));
        else Assert.Single(Open(disk).Records);
    }

    private static ulong[]? TryNumbers(MemoryDisk disk)
    {
        try
        {
            return Numbers(Open(disk));
        }
        catch (JournalException)
        {
            return null;
        }
    }
}
