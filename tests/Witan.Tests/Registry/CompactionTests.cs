using Witan.Registry;
using Witan.Registry.State;
using Xunit;

namespace Witan.Tests.Registry;

public sealed class CompactionTests
{
    private static readonly byte[] FromKey = [0];

    private static RegistryRequest.Range Everything => new() { Key = FromKey, RangeEnd = FromKey };

    /// <summary>
    /// Few keys with long histories, so that blocks stop in the middle of a key, and deletes at every distance from the
    /// stop.
    /// </summary>
    [Theory]
    [InlineData(3, 2000)]
    [InlineData(700, 8)]
    [InlineData(6500, 1)]
    public void While_a_sweep_goes_over_many_blocks_every_read_it_allows_stays_right(int keys, int rounds)
    {
        var (bench, model) = History(keys, rounds);
        var entries = bench.State[MapNames.History].Count;
        var revision = model.Revision * 3 / 4;
        RegistryRequest[] requests = [new RegistryRequest.Compact(revision), Put(0, 7)];
        bench.Block(requests);
        foreach (var request in requests) model.Apply(request);
        Assert.True(Sweeping(bench));
        var blocks = 1;
        for (; Sweeping(bench); blocks++)
        {
            Check(bench, model, revision);
            bench.Block([]);
            Assert.True(blocks <= 1 + (entries / (RegistryLimits.SweepEntriesPerBlock - 1)), "a sweep must end");
        }

        Check(bench, model, revision);
        Assert.Equal(model.Readable().Count, bench.State[MapNames.History].Count);
    }

    [Fact]
    public void A_compaction_during_a_sweep_is_swept_after_it()
    {
        var (bench, model) = History(600, 10);
        foreach (var revision in new[] { model.Revision / 4, model.Revision / 2, model.Revision })
        {
            var compact = new RegistryRequest.Compact(revision);
            Assert.IsType<RegistryResult.Compact>(bench.Do(compact));
            model.Apply(compact);
            Assert.True(Sweeping(bench));
            Check(bench, model, revision);
        }

        for (var blocks = 0; Sweeping(bench); blocks++)
        {
            Assert.True(blocks < 20, "a sweep must end");
            bench.Block([]);
        }

        Check(bench, model, model.Revision);
        Assert.Equal(model.Readable().Count, bench.State[MapNames.History].Count);
    }

    [Fact]
    public void A_fresh_store_compacts_zero_once_and_its_own_revision_once()
    {
        var bench = new RegistryBench();
        Assert.Equal(RegistryError.Compacted, Error(bench.Do(new RegistryRequest.Compact(-1))));
        Assert.Equal(1, Assert.IsType<RegistryResult.Compact>(bench.Do(new RegistryRequest.Compact(0))).Revision);
        Assert.Equal(RegistryError.Compacted, Error(bench.Do(new RegistryRequest.Compact(0))));
        Assert.Equal(RegistryError.FutureRevision, Error(bench.Do(new RegistryRequest.Compact(2))));
        Assert.IsType<RegistryResult.Compact>(bench.Do(new RegistryRequest.Compact(1)));
        var refused = Assert.IsType<RegistryResult.Refused>(bench.Do(new RegistryRequest.Compact(1)));
        Assert.Equal(1, refused.CompactedRevision);
    }

    private static (RegistryBench Bench, ReferenceStore Model) History(int keys, int rounds)
    {
        var (bench, model) = (new RegistryBench(), new ReferenceStore());
        var requests = new List<RegistryRequest>();
        for (var round = 0; round < rounds; round++)
        {
            for (var first = 0; first < keys; first += 100)
            {
                var some = Enumerable.Range(first, Math.Min(100, keys - first));
                requests.Add(new RegistryRequest.Txn
                {
                    Success = some
                        .Select<int, RegistryRequest>(i => (i + round) % 3 == 2 ? Delete(i) : Put(i, round)).ToList(),
                });
            }
        }

        bench.Block(requests);
        foreach (var request in requests) model.Apply(request);
        return (bench, model);
    }

    private static void Check(RegistryBench bench, ReferenceStore model, long compacted)
    {
        foreach (var revision in new[] { compacted - 1, compacted, (compacted + model.Revision) / 2, model.Revision })
        {
            var range = Everything with { Revision = revision };
            Assert.Equal(model.Range(range).Encode(), bench.Query(range).Encode());
        }
    }

    private static bool Sweeping(RegistryBench bench) => bench.State.Map(MapNames.Meta).TryGet(MapNames.Sweep, out _);

    private static RegistryError Error(RegistryResult result) => Assert.IsType<RegistryResult.Refused>(result).Error;

    private static RegistryRequest.Put Put(int key, int value) =>
        new() { Key = KeyOf(key), Value = (byte[])[(byte)(value & 0xFF)] };

    private static RegistryRequest.DeleteRange Delete(int key) => new() { Key = KeyOf(key) };

    private static byte[] KeyOf(int i) => [(byte)(1 + (i >> 8)), (byte)(i & 0xFF)];
}
