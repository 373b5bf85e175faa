using Witan.Registry;
using Witan.TestKit;
using Xunit;

namespace Witan.Tests.Registry;

/// <summary>How much a query reads: a proof holds what was read, so this is its size.</summary>
public sealed class ReadingTests
{
    private const int Keys = 10_000;
    private static readonly byte[] FromKey = [0];
    private static readonly RegistryBench Bench = Filled();

    private static RegistryRequest.Range Everything => new() { Key = FromKey, RangeEnd = FromKey };

    private static RegistryRequest.Range Prefix => new() { Key = "k"u8.ToArray(), RangeEnd = "l"u8.ToArray() };

    [Fact]
    public void One_key_of_ten_thousand_reads_one_entry_and_the_totals()
    {
        var (answer, read) = Run(new RegistryRequest.Range { Key = KeyOf(1234) });
        Assert.Equal(1, answer.Count);
        Assert.Equal(2, read);
    }

    [Fact]
    public void A_limit_over_all_keys_reads_one_more_than_the_limit_and_still_counts_all()
    {
        var (answer, read) = Run(Everything with { Limit = 10 });
        Assert.Equal(10, answer.Kvs.Count);
        Assert.True(answer.More);
        Assert.Equal(Keys, answer.Count);
        Assert.Equal(11 + 1, read);
    }

    [Fact]
    public void A_count_of_all_keys_reads_the_totals_alone()
    {
        var (answer, read) = Run(Everything with { CountOnly = true });
        Assert.Equal(Keys, answer.Count);
        Assert.Equal(1, read);
    }

    [Fact]
    public void A_limit_over_some_keys_reads_them_all_since_the_count_is_of_all()
    {
        var (answer, read) = Run(Prefix with { Limit = 10 });
        Assert.Equal(10, answer.Kvs.Count);
        Assert.Equal(Keys, answer.Count);
        Assert.Equal(Keys + 1, read);
    }

    [Fact]
    public void A_limit_without_a_count_reads_one_more_than_the_limit()
    {
        var (answer, read) = Run(Prefix with { Limit = 10, SkipCount = true });
        Assert.Equal(10, answer.Kvs.Count);
        Assert.True(answer.More);
        Assert.Equal(10, answer.Count);
        Assert.Equal(11 + 1, read);
    }

    [Fact]
    public void Pages_without_a_count_at_the_revision_of_the_first_give_the_whole_range_once()
    {
        var keys = new List<string>();
        var page = Prefix with { Limit = 3000, SkipCount = true };
        while (true)
        {
            var (answer, _) = Run(page);
            keys.AddRange(answer.Kvs.Select(kv => Convert.ToHexString(kv.Key.Span)));
            if (!answer.More) break;
            page = page with { Key = (byte[])[.. answer.Kvs[^1].Key.Span, 0], Revision = answer.Revision };
        }

        Assert.Equal(Enumerable.Range(0, Keys).Select(i => Convert.ToHexString(KeyOf(i))), keys);
    }

    [Fact]
    public void A_historic_read_of_one_key_reads_one_version_of_a_thousand()
    {
        var bench = new RegistryBench();
        bench.Block(Enumerable.Range(0, 1000).Select(i => Put("a"u8, (byte)(i & 0xFF))));
        var (answer, read) = Run(bench, new RegistryRequest.Range { Key = "a"u8.ToArray(), Revision = 500 });
        Assert.Equal(500, Assert.Single(answer.Kvs).ModRevision);
        Assert.Equal(2, read);
    }

    [Fact]
    public void A_historic_range_reads_two_versions_a_key_whatever_their_number()
    {
        var bench = new RegistryBench();
        for (byte key = 1; key <= 10; key++)
        {
            byte[] one = [key];
            bench.Block(Enumerable.Range(0, 100).Select(i => Put(one, (byte)i)));
        }

        // After the fifth key's fiftieth put: four keys before it are complete, five behind it do not exist yet.
        var (answer, read) = Run(bench, Everything with { Revision = 1 + 450 });
        Assert.Equal([101, 201, 301, 401, 451], answer.Kvs.Select(kv => kv.ModRevision));
        Assert.Equal(5, answer.Count);
        Assert.Equal((5 * 2) + 5 + 1, read);
    }

    [Fact]
    public void An_answer_above_the_limit_of_a_result_is_refused_and_its_pages_are_not()
    {
        var bench = new RegistryBench();
        var value = new byte[1024 * 1024];
        for (byte key = 1; key <= 5; key++)
            bench.Do(new RegistryRequest.Put { Key = (byte[])[key], Value = value });
        var range = Everything;
        foreach (var refused in new[] { range, range with { SortOrder = SortOrder.Descend }, range with { Limit = 4 } })
        {
            AssertTooLarge(bench.Do(refused));
            AssertTooLarge(bench.Query(refused));
        }

        Assert.Equal(3, Assert.IsType<RegistryResult.Range>(bench.Do(range with { Limit = 3 })).Kvs.Count);
        Assert.Equal(5, Assert.IsType<RegistryResult.Range>(bench.Do(range with { KeysOnly = true })).Kvs.Count);
        var last = bench.Do(range with { Limit = 3, SortOrder = SortOrder.Descend });
        Assert.Equal(3, Assert.IsType<RegistryResult.Range>(last).Kvs.Count);
        var delete = new RegistryRequest.DeleteRange { Key = FromKey, RangeEnd = FromKey, PrevKv = true };
        AssertTooLarge(bench.Do(delete));
        Assert.Equal(5, Assert.IsType<RegistryResult.DeleteRange>(bench.Do(delete with { PrevKv = false })).Deleted);
    }

    [Fact]
    public void The_results_of_one_block_are_bounded_together_and_each_request_still_gets_one()
    {
        var bench = new RegistryBench();
        bench.Do(new RegistryRequest.Put { Key = (byte[])[1], Value = new byte[1024 * 1024] });
        bench.Do(new RegistryRequest.Put { Key = (byte[])[2], Value = new byte[1024] });
        var large = new RegistryRequest.Range { Key = (byte[])[1] };
        var small = new RegistryRequest.Range { Key = (byte[])[2] };
        var requests = Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? large : small).ToArray();

        var results = bench.Block(requests);

        var bytes = results.Sum(result => (long)result.Encode().Length);
        const long Limit = RegistryLimits.MaxBlockResultBytes;
        Assert.InRange(bytes, Limit - (2 * 1024 * 1024), Limit + (200 * 2048));
        Assert.Equal(63, results.Count(result => result.Encode().Length > 1024 * 1024));
        for (var i = 1; i < 200; i += 2) Assert.Single(Assert.IsType<RegistryResult.Range>(results[i]).Kvs);
        AssertTooLarge(results[198]);
    }

    private static void AssertTooLarge(RegistryResult result) =>
        Assert.Equal(RegistryError.ResultTooLarge, Assert.IsType<RegistryResult.Refused>(result).Error);

    private static (RegistryResult.Range Answer, int Read) Run(RegistryRequest.Range range) => Run(Bench, range);

    private static (RegistryResult.Range Answer, int Read) Run(RegistryBench bench, RegistryRequest.Range range)
    {
        var view = new MemoryStateView(bench.State, default);
        var answer = Assert.IsType<RegistryResult.Range>(bench.Query(view, new RegistryQuery.Range(range)));
        return (answer, view.EntriesRead);
    }

    private static RegistryBench Filled()
    {
        var bench = new RegistryBench();
        bench.Block(Enumerable.Range(0, Keys).Select(i => Put(KeyOf(i), 0)));
        return bench;
    }

    private static RegistryRequest.Put Put(ReadOnlySpan<byte> key, byte value) =>
        new() { Key = key.ToArray(), Value = (byte[])[value] };

    private static byte[] KeyOf(int i) => [(byte)'k', (byte)(i >> 8), (byte)(i & 0xFF)];
}
