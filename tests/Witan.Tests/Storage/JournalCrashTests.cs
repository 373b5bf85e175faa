using Witan.Primitives;
using Witan.Storage.Journals;
using Witan.TestKit.Storage;
using Xunit;
using static Witan.Tests.Storage.JournalFixture;

namespace Witan.Tests.Storage;

public class JournalCrashTests
{
    [Theory]
    [InlineData(512, 1)]
    [InlineData(512, 2)]
    [InlineData(4096, 3)]
    public void A_crash_before_any_operation_leaves_a_prefix_with_everything_that_was_flushed(int sectorBytes, int seed)
    {
        var operations = Run(new MemoryDisk(sectorBytes), new Life(), seed);
        for (var at = 0; at < operations; at++)
        {
            for (var outcome = 0; outcome < 6; outcome++)
            {
                var disk = new MemoryDisk(sectorBytes) { CrashBefore = at };
                var life = new Life();
                Assert.Throws<SimulatedCrashException>(() => Run(disk, life, seed));
                disk.Crash(Policy(outcome, at));
                Check(disk, life);
            }
        }
    }

    [Fact]
    public void A_crash_while_recovering_from_a_crash_loses_nothing_either()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var disk = new MemoryDisk { CrashBefore = 20 + seed };
            var life = new Life();
            try
            {
                Run(disk, life, seed);
            }
            catch (SimulatedCrashException)
            {
                disk.Crash(new Random(seed));
            }

            disk.CrashBefore = -1;
            if (!Journal.Exists(disk)) continue;
            for (var step = 0; step < 8; step++)
            {
                var again = disk.Copy();
                again.CrashBefore = again.Operations + step;
                try
                {
                    Open(again).Journal.Dispose();
                    again.CrashBefore = -1;
                }
                catch (SimulatedCrashException)
                {
                    again.Crash(new Random(step));
                }

                Check(again, life);
            }
        }
    }

    private static Func<bool> Policy(int outcome, int at)
    {
        var random = new Random((at * 100) + outcome);
        return outcome switch
        {
            0 => () => false,
            1 => () => true,
            _ => () => random.Next(2) == 0,
        };
    }

    /// <summary>Some groups, some of them over segment borders, flushes, and a truncation now and then.</summary>
    private static int Run(MemoryDisk disk, Life life, int seed)
    {
        var random = new Random(seed);
        Create(disk);
        life.Created = true;
        using var journal = Open(disk).Journal;
        for (var group = 0; group < 14; group++)
        {
            var batch = new JournalBatch();
            for (var i = random.Next(1, 6); i > 0; i--) batch.Add(life.Next(random));
            journal.Append(batch);
            journal.Flush();
            life.Flushed = life.Written.Count;
            if (group % 4 != 3) continue;
            life.Below = new Height(life.Highest > 4 ? life.Highest - 4 : 0);
            journal.Truncate(life.Below);
        }

        return disk.Operations;
    }

    private static void Check(MemoryDisk disk, Life life)
    {
        if (!Journal.Exists(disk))
        {
            Assert.False(life.Created);
            return;
        }

        var numbers = Numbers(Open(disk));
        life.CheckRecovered(numbers);
        using (var journal = Open(disk).Journal)
        {
            Append(journal, new NumberRecord(9999, 3, null, 9));
            journal.Flush();
        }

        disk.Crash(() => false);
        Assert.Equal([.. numbers, 9999UL], Numbers(Open(disk)));
        Assert.DoesNotContain(disk.List(), n => n.EndsWith(".tmp", StringComparison.Ordinal));
    }

    /// <summary>What was given to the journal, and what it must still know: the oracle.</summary>
    private sealed class Life
    {
        public List<NumberRecord> Written { get; } = [];

        public int Flushed { get; set; }

        public bool Created { get; set; }

        public Height Below { get; set; }

        public ulong Highest { get; private set; }

        public NumberRecord Next(Random random)
        {
            var named = random.Next(4) != 0;
            if (random.Next(2) == 0) Highest++;
            var record = new NumberRecord(
                (ulong)Written.Count + 1, random.Next(900), named ? new Height(Highest) : null, random.Next(3));
            Written.Add(record);
            return record;
        }

        public void CheckRecovered(ulong[] numbers)
        {
            for (var i = 1; i < numbers.Length; i++) Assert.True(numbers[i - 1] < numbers[i]);
            var last = numbers.Length == 0 ? 0 : (int)numbers[^1];
            Assert.InRange(last, 0, Written.Count);
            for (var i = 0; i < Math.Max(last, Flushed); i++)
                if (IsNeeded(i, Math.Max(last, Flushed))) Assert.Contains(Written[i].Number, numbers);
        }

        private bool IsNeeded(int index, int count)
        {
            var record = Written[index];
            if (record.NeededUntil is { } height) return height > Below;
            for (var later = index + 1; later < count; later++)
                if (Written[later].NeededUntil is null && Written[later].Group == record.Group) return false;
            return true;
        }
    }
}
