using Witan.Core.Application;
using Witan.Registry;
using Witan.Registry.State;
using Witan.TestKit;
using Xunit;

namespace Witan.Tests.Registry;

public sealed class ModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Random_requests_in_random_blocks_answer_as_a_list_of_all_versions_does(int seed)
    {
        var random = new RandomRequests(seed);
        var bench = new RegistryBench();
        var model = new ReferenceStore();
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        for (var block = 0; block < 300; block++)
        {
            var requests = Enumerable.Range(0, random.Below(4))
                .Select(_ => random.Any(model.Revision)).Where(r => r.Check() == RegistryError.None).ToList();
            var results = bench.Block(requests);
            for (var i = 0; i < requests.Count; i++)
            {
                var expected = model.Apply(requests[i]);
                Assert.Equal(Convert.ToHexString(expected.Encode()), Convert.ToHexString(results[i].Encode()));
                var kind = expected is RegistryResult.Refused refused ? $"{refused.Error}" : expected.GetType().Name;
                seen.Add(kind);
            }

            CompareQueries(random, bench, model);
            CompareMaps(bench.State, model);
        }

        // The run is worth nothing if it never came where the rules differ.
        string[] needed =
        [
            "Put", "DeleteRange", "Txn", "Compact", "Range",
            "Compacted", "FutureRevision", "KeyNotFound", "LeaseNotFound",
        ];
        Assert.Superset(new HashSet<string>(needed), new HashSet<string>(seen));
    }

    private static void CompareQueries(RandomRequests random, RegistryBench bench, ReferenceStore model)
    {
        for (var i = 0; i < 8; i++)
        {
            var range = random.Range(model.Revision);
            var view = bench.State.Snapshot();
            var answer = bench.Query(view, new RegistryQuery.Range(range)).Encode();
            Assert.Equal(Convert.ToHexString(model.Range(range).Encode()), Convert.ToHexString(answer));
            // A client that knows nothing but what the query read comes to the same answer.
            var witness = new MemoryStateView(view.Witness, view.Block);
            Assert.Equal(answer, bench.Query(witness, new RegistryQuery.Range(range)).Encode());
        }
    }

    private static void CompareMaps(MemoryState state, ReferenceStore model)
    {
        var totals = Totals.Load(state.Map(MapNames.Meta));
        Assert.Equal(model.Revision, totals.Revision);
        Assert.Equal(model.Compacted, totals.Compacted);
        Assert.Equal(state[MapNames.Latest].Count, totals.Keys);
        Assert.Equal(Bytes(state[MapNames.Latest]) + Bytes(state[MapNames.History]), totals.Bytes);
        // Few enough versions that a compaction is swept within its own block.
        Assert.False(state.Map(MapNames.Meta).TryGet(MapNames.Sweep, out _));
        var left = state[MapNames.History].Entries.Select(Shown).ToList();
        var readable = model.Readable()
            .Select(v => $"{Convert.ToHexString(v.Key)}@{v.Main}").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(readable, left.Order(StringComparer.Ordinal));
    }

    private static string Shown(MapEntry entry)
    {
        Assert.True(HistoryKey.TryParse(entry.Key.Span, out var key, out var revision));
        return $"{Convert.ToHexString(key)}@{revision.Main}";
    }

    private static long Bytes(MemoryMap map) => map.Entries.Sum(e => (long)e.Key.Length + e.Value.Length);
}
