using Witan.Client;
using Xunit;

namespace Witan.Tests.Client;

/// <summary>It is a sorted set, whatever the order of what is done with it.</summary>
public sealed class AscendingSetTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 3)]
    [InlineData(3, 40)]
    [InlineData(4, 100_000)]
    public void It_holds_what_a_sorted_set_holds(int seed, int disorder)
    {
        var random = new Random(seed);
        var model = new SortedSet<int>();
        var set = new AscendingSet<int>();
        for (var i = 0; i < 20_000; i++)
        {
            var item = i - random.Next(disorder + 1);
            if (random.Next(10) < 6) Assert.Equal(model.Add(item), set.Add(item));
            else Assert.Equal(model.Remove(item), set.Remove(item));
            if (random.Next(10) < 3 && model.Count > 0)
            {
                Assert.True(set.Remove(model.Min));
                model.Remove(model.Min);
            }

            CheckSame(model, set);
        }

        while (set.TryPeek(out var lowest))
        {
            Assert.True(set.Remove(lowest));
            model.Remove(lowest);
            CheckSame(model, set);
        }

        Assert.Empty(model);
    }

    [Fact]
    public void An_item_that_left_comes_back_to_its_place()
    {
        var set = new AscendingSet<int>();
        foreach (var item in (int[])[1, 2, 3]) set.Add(item);
        Assert.True(set.Remove(2));
        Assert.False(set.Remove(2));
        Assert.True(set.Add(2));
        Assert.False(set.Add(2));
        Assert.Equal([1, 2, 3], Drain(set));
    }

    [Fact]
    public void One_that_comes_late_is_the_lowest_all_the_same_and_is_there_once()
    {
        var set = new AscendingSet<int>();
        set.Add(5);
        Assert.True(set.Add(3));
        Assert.True(set.Remove(5));
        Assert.False(set.Add(3));
        Assert.Equal(1, set.Count);
        Assert.Equal([3], Drain(set));
    }

    [Fact]
    public void One_that_stays_does_not_keep_the_space_of_those_that_left()
    {
        var set = new AscendingSet<int>();
        set.Add(0);
        for (var i = 1; i < 1000; i++) Exchange(i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1000; i < 100_000; i++) Exchange(i);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000);
        Assert.Equal([0], Drain(set));

        void Exchange(int item)
        {
            set.Add(item);
            set.Remove(item);
        }
    }

    private static void CheckSame(SortedSet<int> model, AscendingSet<int> set)
    {
        if (model.Count != set.Count) Assert.Fail($"{set.Count} items for {model.Count}");
        if (set.TryPeek(out var lowest) != model.Count > 0) Assert.Fail("empty or not");
        if (model.Count > 0 && model.Min != lowest) Assert.Fail($"{lowest} for {model.Min}");
    }

    private static List<int> Drain(AscendingSet<int> set)
    {
        var items = new List<int>();
        while (set.TryPeek(out var item))
        {
            items.Add(item);
            set.Remove(item);
        }

        return items;
    }
}
