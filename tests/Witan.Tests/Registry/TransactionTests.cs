using Witan.Registry;
using Witan.TestKit;
using Xunit;

namespace Witan.Tests.Registry;

/// <summary>What etcd 3.4 was seen to answer where a plain reading of its API would not tell.</summary>
public sealed class TransactionTests
{
    private static readonly byte[] A = "a"u8.ToArray();
    private static readonly byte[] B = "b"u8.ToArray();
    private static readonly byte[] FromKey = [0];

    private static RegistryRequest.DeleteRange DeleteAll => new() { Key = FromKey, RangeEnd = FromKey };

    [Fact]
    public void Headers_inside_show_the_revision_that_each_operation_saw_or_made_and_none_for_a_nested_level()
    {
        var bench = new RegistryBench();
        var read = new RegistryRequest.Range { Key = A };
        var nothing = new RegistryRequest.DeleteRange { Key = B };
        var result = Assert.IsType<RegistryResult.Txn>(bench.Do(Txn(read, nothing, Put(A), read, nothing, Txn(read))));
        Assert.Equal([1, 1, 2, 2, 2, 0], result.Responses.Select(r => r.Revision));
        Assert.Equal(2, result.Revision);
        var nested = Assert.IsType<RegistryResult.Txn>(result.Responses[5]);
        Assert.Equal(2, Assert.Single(nested.Responses).Revision);
    }

    [Fact]
    public void Comparisons_of_a_nested_level_see_the_state_before_the_transaction()
    {
        var bench = new RegistryBench();
        var ifExists = new RegistryRequest.Txn
        {
            Compare =
            [
                new Comparison
                {
                    Target = ComparisonTarget.Version, Result = ComparisonResult.Greater, Key = A, Number = 0,
                },
            ],
        };
        var result = Assert.IsType<RegistryResult.Txn>(bench.Do(Txn(Put(A), ifExists)));
        Assert.False(Assert.IsType<RegistryResult.Txn>(result.Responses[1]).Succeeded);
    }

    [Fact]
    public void Without_a_change_the_revision_stays()
    {
        var bench = new RegistryBench();
        Assert.Equal(1, bench.Do(Txn()).Revision);
        Assert.Equal(1, bench.Do(Txn(new RegistryRequest.DeleteRange { Key = A })).Revision);
        Assert.Equal(1, bench.Do(DeleteAll).Revision);
        Assert.Equal(2, bench.Do(Put(A)).Revision);
    }

    [Fact]
    public void A_key_deleted_and_put_in_one_transaction_begins_anew()
    {
        var bench = new RegistryBench();
        bench.Block([Put(A), Put(A)]);
        bench.Do(Txn(DeleteAll, Put(A)));
        var kv = Assert.Single(Assert.IsType<RegistryResult.Range>(bench.Query(new() { Key = A })).Kvs);
        Assert.Equal((4, 4, 1), (kv.CreateRevision, kv.ModRevision, kv.Version));
    }

    [Fact]
    public void A_transaction_that_finds_out_halfway_that_it_must_be_refused_leaves_no_trace()
    {
        var bench = new RegistryBench();
        bench.Block([Put(A), Put(B), Put(A)]);
        var before = bench.State.Copy();
        // The key exists before the transaction, so the first check passes; when its turn comes it is gone.
        var keep = new RegistryRequest.Put { Key = A, IgnoreValue = true };
        var results = bench.Block([Txn(Put("c"u8.ToArray()), Txn(DeleteAll, Put(B)), keep), Txn()]);
        Assert.Equal(RegistryError.KeyNotFound, Assert.IsType<RegistryResult.Refused>(results[0]).Error);
        Assert.Equal([4, 4], results.Select(r => r.Revision));
        AssertSame(before, bench.State);
        Assert.Equal(5, bench.Do(Put(A)).Revision);
    }

    [Fact]
    public void A_transaction_whose_answers_are_too_large_together_leaves_no_trace()
    {
        var bench = new RegistryBench();
        bench.Do(new RegistryRequest.Put { Key = A, Value = new byte[1_400_000] });
        var before = bench.State.Copy();
        var read = new RegistryRequest.Range { Key = A };
        Assert.IsType<RegistryResult.Txn>(bench.Do(Txn(read, read)));
        var refused = bench.Do(Txn(Put(B), read, read, read));
        Assert.Equal(RegistryError.ResultTooLarge, Assert.IsType<RegistryResult.Refused>(refused).Error);
        AssertSame(before, bench.State);
    }

    [Fact]
    public void A_put_names_the_lease_first_and_a_transaction_the_key()
    {
        var bench = new RegistryBench();
        var put = new RegistryRequest.Put { Key = A, IgnoreValue = true, Lease = 5 };
        Assert.Equal(RegistryError.LeaseNotFound, Assert.IsType<RegistryResult.Refused>(bench.Do(put)).Error);
        Assert.Equal(RegistryError.KeyNotFound, Assert.IsType<RegistryResult.Refused>(bench.Do(Txn(put))).Error);
    }

    [Fact]
    public void A_sort_target_without_an_order_sorts_only_what_the_limit_fetched()
    {
        var bench = new RegistryBench();
        bench.Block(new[] { "3", "2", "1" }.Select((value, i) => new RegistryRequest.Put
        {
            Key = (byte[])[(byte)('a' + i)], Value = System.Text.Encoding.UTF8.GetBytes(value),
        }));
        var range = new RegistryRequest.Range
        {
            Key = FromKey, RangeEnd = FromKey, Limit = 1, SortTarget = SortTarget.Value,
        };
        Assert.Equal("b", First(bench.Query(range)));
        Assert.Equal("c", First(bench.Query(range with { SortOrder = SortOrder.Ascend })));
    }

    [Fact]
    public void Status_tells_revision_compaction_keys_and_bytes()
    {
        var bench = new RegistryBench();
        bench.Block([Put(A), Put(B), Put(A), new RegistryRequest.Compact(2)]);
        var answer = bench.Query(bench.State.Snapshot(), new RegistryQuery.Status());
        var status = Assert.IsType<RegistryResult.Status>(answer);
        Assert.Equal((4, 2, 2), (status.Revision, status.CompactedRevision, status.Keys));
        // Two entries of a 1-byte key and 34 bytes; three versions under 1 + 2 + 12 bytes.
        Assert.Equal((2 * (1 + 34)) + (3 * (15 + 34)), status.Bytes);
    }

    private static string First(RegistryResult result) =>
        System.Text.Encoding.UTF8.GetString(Assert.IsType<RegistryResult.Range>(result).Kvs[0].Key.Span);

    private static void AssertSame(MemoryState expected, MemoryState actual)
    {
        Assert.Equal(expected.Names, actual.Names);
        foreach (var name in expected.Names) Assert.Equal(Shown(expected[name]), Shown(actual[name]));
    }

    private static IEnumerable<string> Shown(MemoryMap map) =>
        map.Entries.Select(e => $"{Convert.ToHexString(e.Key.Span)}={Convert.ToHexString(e.Value.Span)}");

    private static RegistryRequest.Put Put(byte[] key) => new() { Key = key, Value = (byte[])[1] };

    private static RegistryRequest.Txn Txn(params RegistryRequest[] success) => new() { Success = success };
}
