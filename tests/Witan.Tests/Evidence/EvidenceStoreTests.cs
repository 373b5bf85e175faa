using Witan.Core.Evidence;
using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Xunit;

namespace Witan.Tests.Evidence;

/// <summary>What is kept of lies, and how much.</summary>
public sealed class EvidenceStoreTests
{
    [Fact]
    public void The_first_pair_of_a_kind_is_kept_and_the_rest_counted_and_written_when_the_count_doubles()
    {
        var store = new EvidenceStore();
        var first = Lie(1, 0);
        var written = new List<ulong>();
        for (var i = 0; i < 100; i++)
        {
            Assert.True(store.Add(i == 0 ? first : Lie(1, 0, major: (ulong)i), out var record));
            if (record is not null) written.Add(record.Count);
            Assert.True(record is null || record.Pair == first);
        }

        Assert.Equal([1UL, 2UL, 4UL, 8UL, 16UL, 32UL, 64UL], written);
        Assert.Equal([(first, 100UL)], store.All);
    }

    [Fact]
    public void One_liar_under_many_configurations_fills_its_own_room_and_nobody_elses()
    {
        var store = new EvidenceStore();
        for (ulong number = 0; number < 40; number++)
            Assert.Equal(number < EvidenceStore.MaxPairsPerMember, store.Add(Lie(1, number), out _));

        Assert.True(store.Add(Lie(2, 0), out _));
        Assert.True(store.Add(Lie(1, 0), out _));
        Assert.False(store.HasRoomFor(new ReplicaId(1)));
        Assert.Equal(EvidenceStore.MaxPairsPerMember + 1, store.Keys.Count);
    }

    [Fact]
    public void Large_pairs_are_bounded_in_bytes_and_one_above_the_limit_is_never_kept()
    {
        var store = new EvidenceStore();
        const int Half = (EvidencePair.MaxBytes / 2) - 256;
        var kept = Enumerable.Range(0, 10).Count(i => store.Add(Lie(1, (ulong)i, Half), out _));
        Assert.Equal(EvidenceStore.MaxBytesPerMember / EvidencePair.MaxBytes, kept);
        Assert.True(store.All.Sum(entry => (long)entry.Pair.Bytes) <= EvidenceStore.MaxBytesPerMember);

        Assert.False(store.Add(Lie(2, 0, EvidencePair.MaxBytes / 2), out var record));
        Assert.Null(record);
    }

    [Fact]
    public void All_members_together_fill_no_more_than_the_whole()
    {
        var store = new EvidenceStore();
        var kept = 0;
        for (uint member = 0; member < 128; member++)
        {
            for (ulong number = 0; number < 8; number++) kept += store.Add(Lie(member, number), out _) ? 1 : 0;
        }

        Assert.Equal(EvidenceStore.MaxPairs, kept);
    }

    [Fact]
    public void Records_of_different_lies_replace_each_other_never_and_those_of_one_always()
    {
        var store = new EvidenceStore();
        var numbers = new List<int>();
        for (uint member = 0; member < 4; member++)
        {
            Assert.True(store.Add(Lie(member, 0), out var record));
            numbers.Add(record!.Replaces);
            Assert.True(store.Add(Lie(member, 0), out var again));
            Assert.Equal(record.Replaces, again!.Replaces);
            Assert.Null(record.NeededUntil);
        }

        Assert.Equal(4, numbers.Distinct().Count());
        // Promises replace each other under (kind << 8) | type, everything else under its kind.
        Assert.All(numbers, number => Assert.True(number > 0xFFFF));
    }

    [Fact]
    public void A_restored_store_goes_on_where_the_records_end()
    {
        var store = new EvidenceStore();
        store.Add(Lie(1, 0), out var one);
        store.Add(Lie(2, 0), out var two);
        store.Add(Lie(1, 0), out var doubled);

        var restored = EvidenceStore.Restore([one!, two!, doubled!]);
        restored.Add(Lie(3, 0), out var three);

        Assert.Equal([2UL, 1UL, 1UL], restored.All.Select(entry => entry.Count));
        Assert.Equal(2, three!.Place);
    }

    [Fact]
    public void A_pair_has_one_form_whichever_half_was_seen_first()
    {
        var (one, other) = (Said(1, 0, 1), Said(1, 0, 2));
        Assert.Equal(
            EvidencePair.Of(one, other).First.Encoded.ToArray(), EvidencePair.Of(other, one).First.Encoded.ToArray());
        Assert.True(EvidencePair.Of(one, other).IsLie);
        Assert.False(EvidencePair.Of(one, Said(1, 0, 1)).IsLie);
        Assert.False(EvidencePair.Of(one, Said(2, 0, 2)).IsLie);
        Assert.False(EvidencePair.Of(one, Said(1, 1, 2)).IsLie);
        Assert.False(EvidencePair.Of(one, Said(1, 0, 2, major: 8)).IsLie);
    }

    private static EvidencePair Lie(uint member, ulong configuration, int bytes = 1, ulong major = 7) =>
        EvidencePair.Of(Said(member, configuration, 1, bytes, major), Said(member, configuration, 2, bytes, major));

    private static SignedStatement Said(uint member, ulong configuration, byte content, int bytes = 1, ulong major = 7)
    {
        var body = new byte[bytes];
        body.AsSpan().Fill(content);
        var claim = new Claim(new ConfigurationNumber(configuration), new ReplicaId(member), major, body);
        return new SignedStatement(claim, default);
    }

    private sealed class Claim(ConfigurationNumber configuration, ReplicaId sender, ulong major, byte[] body)
        : Statement(configuration, sender)
    {
        public override byte Type => 200;

        public override string Domain => "witan/tests/claim/v1";

        public override PromiseKey? Promise => new PromiseKey(Configuration, Type, major, 0);

        public override void WriteFields(CanonicalWriter writer) => writer.Bytes(body);
    }
}
