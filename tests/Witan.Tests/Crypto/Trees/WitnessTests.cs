using Witan.Crypto.Trees;
using Xunit;

namespace Witan.Tests.Crypto.Trees;

public sealed class WitnessTests
{
    [Fact]
    public void Reads_over_a_witness_equal_the_reads_it_was_made_from()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var map = RandomMaps.Map(RandomMaps.Entries(new Random(seed), seed % 50));
            var builder = new WitnessBuilder(map);
            var recorded = Read(new Random(seed), k => builder.TryGet(k, out var v) ? v : null, builder.Range);
            var witness = WitnessMap.Open(builder.Build(), map.Root);
            Assert.NotNull(witness);
            var replayed = Read(new Random(seed), k => Get(witness, k), (r, d) => Enumerate(witness, r, d));
            Assert.Equal(recorded, replayed);
            var direct = Read(
                new Random(seed), k => map.TryGet(k, out var v) ? v : null, (r, d) => map.Range(r, d).ToList());
            Assert.Equal(recorded, direct);
        }
    }

    [Fact]
    public void Any_other_read_over_a_witness_is_right_or_refused_and_never_wrongly_absent()
    {
        var (refused, answered) = (0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var map = RandomMaps.Map(RandomMaps.Entries(random, 40));
            var builder = new WitnessBuilder(map);
            builder.TryGet(RandomMaps.Key(random), out _);
            foreach (var entry in builder.Range(RandomMaps.Range(random)).Take(4)) Assert.NotNull(entry.Key);
            var witness = WitnessMap.Open(builder.Build(), map.Root)!;
            for (var i = 0; i < 40; i++)
            {
                var key = RandomMaps.Key(random);
                var read = witness.Get(key, out var value);
                var isThere = map.TryGet(key, out var expected);
                if (read == ProvenRead.OutsideWitness) refused++;
                else answered++;
                if (read != ProvenRead.OutsideWitness) Assert.Equal(isThere, read == ProvenRead.Present);
                if (read == ProvenRead.Present) Assert.Equal(expected, value);
                CheckRange(map, witness, RandomMaps.Range(random), random.Next(2) == 0);
            }
        }

        Assert.InRange(refused, 1000, 11_000);
        Assert.InRange(answered, 1000, 11_000);
    }

    [Fact]
    public void A_key_shown_without_its_value_is_outside_the_witness_and_not_absent()
    {
        var map = AuthenticatedMap.Empty.Put([1], [7]).Put([9], [8]);
        var builder = new WitnessBuilder(map);
        Assert.False(builder.TryGet([1, 1], out _));
        var witness = WitnessMap.Open(builder.Build(), map.Root)!;
        Assert.Equal(ProvenRead.Absent, witness.Get([1, 1], out _));
        Assert.Equal(ProvenRead.OutsideWitness, witness.Get([1], out var value));
        Assert.Null(value);
        var cursor = witness.Range(KeyRange.All);
        Assert.Equal(ProvenRead.OutsideWitness, cursor.Next(out _));
        Assert.Equal(ProvenRead.OutsideWitness, cursor.Next(out _));
    }

    [Fact]
    public void A_witness_without_reads_is_the_bare_root_and_answers_nothing_unless_the_map_is_empty()
    {
        var map = AuthenticatedMap.Empty.Put([1], [7]);
        var witness = WitnessMap.Open(new WitnessBuilder(map).Build(), map.Root)!;
        Assert.Equal(ProvenRead.OutsideWitness, witness.Get([1], out _));
        Assert.Equal(ProvenRead.OutsideWitness, witness.Get([2], out _));
        var empty = new WitnessBuilder(AuthenticatedMap.Empty).Build();
        Assert.Equal(ProvenRead.Absent, WitnessMap.Open(empty, AuthenticatedMap.Empty.Root)!.Get([1], out _));
        Assert.Null(WitnessMap.Open(empty, map.Root));
    }

    [Fact]
    public void A_caller_that_stops_after_ten_of_a_thousand_entries_gets_a_small_witness()
    {
        var editor = AuthenticatedMap.Empty.Edit();
        for (var i = 0; i < 1000; i++) editor.Put([(byte)(i >> 8), (byte)(i & 255)], new byte[100]);
        var map = editor.ToMap();
        foreach (var descending in new[] { false, true })
        {
            var builder = new WitnessBuilder(map);
            var first = builder.Range(KeyRange.All, descending).Take(10).Select(e => e.Key).ToList();
            var bytes = builder.Build();
            Assert.InRange(bytes.Length, 1000, 2500);
            var cursor = WitnessMap.Open(bytes, map.Root)!.Range(KeyRange.All, descending);
            foreach (var key in first)
            {
                Assert.Equal(ProvenRead.Present, cursor.Next(out var entry));
                Assert.Equal(key, entry.Key);
            }

            Assert.Equal(ProvenRead.OutsideWitness, cursor.Next(out _));
        }
    }

    private static void CheckRange(AuthenticatedMap map, WitnessMap witness, KeyRange range, bool descending)
    {
        var expected = map.Range(range, descending).ToList();
        var (at, cursor) = (0, witness.Range(range, descending));
        ProvenRead read;
        while ((read = cursor.Next(out var entry)) == ProvenRead.Present)
        {
            Assert.Equal(expected[at].Key, entry.Key);
            Assert.Equal(expected[at++].Value, entry.Value);
        }

        if (read == ProvenRead.Absent) Assert.Equal(expected.Count, at);
    }

    private static List<string> Read(
        Random random, Func<byte[], byte[]?> get, Func<KeyRange, bool, IEnumerable<MapEntry>> range)
    {
        var answers = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            answers.Add(get(RandomMaps.Key(random)) is { } value ? Convert.ToHexString(value) : "absent");
            var (within, descending, limit) = (RandomMaps.Range(random), random.Next(2) == 0, random.Next(1, 9));
            foreach (var entry in range(within, descending).Take(limit))
                answers.Add(Convert.ToHexString(entry.Key) + "=" + Convert.ToHexString(entry.Value));
        }

        return answers;
    }

    private static byte[]? Get(WitnessMap witness, byte[] key)
    {
        Assert.NotEqual(ProvenRead.OutsideWitness, witness.Get(key, out var value));
        return value;
    }

    private static IEnumerable<MapEntry> Enumerate(WitnessMap witness, KeyRange range, bool descending)
    {
        var cursor = witness.Range(range, descending);
        while (true)
        {
            var read = cursor.Next(out var entry);
            Assert.NotEqual(ProvenRead.OutsideWitness, read);
            if (read == ProvenRead.Absent) yield break;
            yield return entry;
        }
    }
}
