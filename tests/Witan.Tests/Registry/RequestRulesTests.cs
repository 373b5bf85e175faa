using Witan.Registry;
using Xunit;

namespace Witan.Tests.Registry;

public sealed class RequestRulesTests
{
    private static readonly RegistryRequest.Put PutA = new() { Key = "a"u8.ToArray() };
    private static readonly RegistryRequest.Put PutB = new() { Key = "b"u8.ToArray() };
    private static readonly RegistryRequest.Range ReadA = new() { Key = "a"u8.ToArray() };
    private static readonly RegistryRequest.DeleteRange DeleteAToC = Delete("a", "c");

    [Fact]
    public void An_empty_key_is_refused_in_every_place()
    {
        var compare = new Comparison
        {
            Target = ComparisonTarget.Version, Result = ComparisonResult.Equal, Key = default,
        };
        RegistryRequest[] requests =
        [
            PutA with { Key = default },
            ReadA with { Key = default },
            DeleteAToC with { Key = default },
            new RegistryRequest.Txn { Compare = [compare] },
            Txn(ReadA with { Key = default }),
            new RegistryRequest.Txn { Failure = [PutA, Txn(PutA with { Key = default })] },
        ];
        Assert.All(requests, request => Assert.Equal(RegistryError.KeyEmpty, request.Check()));
    }

    [Fact]
    public void A_put_that_keeps_what_it_also_gives_is_refused()
    {
        var put = PutA with { Value = new byte[1], IgnoreValue = true, IgnoreLease = true, Lease = 1 };
        Assert.Equal(RegistryError.ValueProvided, put.Check());
        Assert.Equal(RegistryError.LeaseProvided, (put with { Value = default }).Check());
        Assert.Equal(RegistryError.ValueProvided, Txn(put).Check());
    }

    [Theory]
    [InlineData(0, 128, RegistryError.None)]
    [InlineData(0, 129, RegistryError.TooManyOperations)]
    [InlineData(1, 127, RegistryError.None)]
    [InlineData(1, 128, RegistryError.TooManyOperations)]
    [InlineData(100, 28, RegistryError.None)]
    [InlineData(100, 29, RegistryError.TooManyOperations)]
    [InlineData(128, 0, RegistryError.None)]
    [InlineData(129, 0, RegistryError.TooManyOperations)]
    public void A_level_may_have_as_many_operations_as_those_above_it_left(
        int levels, int width, RegistryError expected)
    {
        var txn = Txn(Enumerable.Repeat<RegistryRequest>(ReadA, width).ToArray());
        for (var i = 0; i < levels; i++) txn = Txn(txn);
        Assert.Equal(expected, txn.Check());
        if (expected == RegistryError.None) Assert.NotNull(RegistryRequest.Decode(RegistryBench.Encode(txn)));
    }

    [Fact]
    public void Many_small_levels_cannot_hide_more_operations_than_the_total()
    {
        var wide = Txn(Enumerable.Repeat<RegistryRequest>(ReadA, 64).ToArray());
        Assert.Equal(RegistryError.None, Txn(Enumerable.Repeat<RegistryRequest>(wide, 15).ToArray()).Check());
        Assert.Equal(
            RegistryError.TooManyOperations, Txn(Enumerable.Repeat<RegistryRequest>(wide, 16).ToArray()).Check());
    }

    [Fact]
    public void A_compaction_is_no_operation_of_a_transaction() =>
        Assert.Equal(RegistryError.Malformed, Txn(new RegistryRequest.Compact(1)).Check());

    public static TheoryData<string, bool, RegistryRequest.Txn> Overlaps() => new()
    {
        { "two puts of one key", true, Txn(PutA, PutA) },
        { "two keys", false, Txn(PutA, PutB) },
        { "one key in success and in failure", false, new RegistryRequest.Txn { Success = [PutA], Failure = [PutA] } },
        { "the failure branch counts too", true, new RegistryRequest.Txn { Failure = [PutA, PutA] } },
        { "a put under a delete of its level", true, Txn(DeleteAToC, PutB) },
        { "the other order of these", true, Txn(PutB, DeleteAToC) },
        { "a put at the open end of a delete", false, Txn(Delete("a", "b"), PutB) },
        { "a delete of the one key", true, Txn(Delete("a", ""), PutA) },
        { "a delete from the key on, as etcd reads it", false, Txn(Delete("a", "\0"), PutA, PutB) },
        { "a put and the same in a nested level", true, Txn(PutA, Txn(PutA)) },
        { "siblings put the same", true, Txn(Txn(PutA), Txn(PutA)) },
        { "the branches of one nested level put the same", false,
            Txn(new RegistryRequest.Txn { Success = [PutA], Failure = [PutA] }) },
        { "the branches of two nested levels", true,
            Txn(Txn(PutA), new RegistryRequest.Txn { Success = [PutB], Failure = [PutA] }) },
        { "a nested put under a delete above", true, Txn(Txn(PutB), DeleteAToC) },
        { "a put under a nested delete", true, Txn(PutB, Txn(DeleteAToC)) },
        { "a nested delete before a sibling's put", true, Txn(Txn(DeleteAToC), Txn(PutB)) },
        { "a nested delete after a sibling's put, as etcd reads it", false, Txn(Txn(PutB), Txn(DeleteAToC)) },
    };

    [Theory]
    [MemberData(nameof(Overlaps), DisableDiscoveryEnumeration = true)]
    public void A_branch_changes_a_key_by_one_operation(string name, bool refused, RegistryRequest.Txn txn)
    {
        var expected = refused ? RegistryError.DuplicateKey : RegistryError.None;
        Assert.True(expected == txn.Check(), name);
    }

    [Fact]
    public void Only_reads_make_a_transaction_read_only()
    {
        Assert.True(new RegistryRequest.Txn { Success = [ReadA, Txn(ReadA)], Failure = [ReadA] }.IsReadOnly);
        Assert.False(new RegistryRequest.Txn { Success = [ReadA], Failure = [PutA] }.IsReadOnly);
        Assert.False(Txn(ReadA, Txn(DeleteAToC)).IsReadOnly);
    }

    private static RegistryRequest.Txn Txn(params RegistryRequest[] success) => new() { Success = success };

    private static RegistryRequest.DeleteRange Delete(string key, string end) => new()
    {
        Key = System.Text.Encoding.UTF8.GetBytes(key), RangeEnd = System.Text.Encoding.UTF8.GetBytes(end),
    };
}
