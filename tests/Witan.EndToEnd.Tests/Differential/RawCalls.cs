using Witan.TestKit.Grpc;

namespace Witan.EndToEnd.Tests.Differential;

/// <summary>The calls, in order; each sees what those before it wrote.</summary>
public static class RawCalls
{
    private const string ToTheEnd = "\0";

    public static IReadOnlyList<RawCall> All { get; } =
    [
        .. Preparations(), .. Ranges(), .. Filters(), .. Puts(), .. Deletes(), .. Txns(), .. Comparisons(),
        .. NestedTxns(), .. Limits(), .. Compactions(), .. Framing(),
    ];

    private static IEnumerable<RawCall> Preparations()
    {
        foreach (var key in "abcd") yield return Call("put", "Put", Put($"r{key}", $"{key}{key}"));
        yield return Call("put again", "Put", Put("rb", "zz"));
        yield return Call("put again", "Put", Put("ra", "zy"));
    }

    private static IEnumerable<RawCall> Ranges()
    {
        yield return Call("no key", "Range", Proto.Empty);
        yield return Call("range end without key", "Range", Proto.Empty.Text(2, ToTheEnd));
        yield return Call("every key", "Range", Range("\0", ToTheEnd));
        yield return Call("count only", "Range", Range("r", "s").Flag(9));
        yield return Call("count only with limit", "Range", Range("r", "s").Flag(9).Number(3, 1));
        yield return Call("count only of nothing", "Range", Range("x", "y").Flag(9));
        yield return Call("count only with sort and keys only", "Range", Range("r", "s").Flag(9).Flag(8).Number(5, 2));
        yield return Call("limit 0", "Range", Range("r", "s").Number(3, 0));
        yield return Call("limit of the size", "Range", Range("r", "s").Number(3, 4));
        yield return Call("negative limit", "Range", Range("r", "s").Number(3, -1));
        yield return Call("limit 1 of one", "Range", Range("ra", "").Number(3, 1));
        yield return Call("negative revision", "Range", Range("r", "s").Number(4, -7));
        yield return Call("future revision, count only", "Range", Range("r", "s").Number(4, 999_999).Flag(9));
        yield return Call("future revision, empty range", "Range", Range("s", "r").Number(4, 999_999));
        yield return Call("future revision, serializable", "Range", Range("r", "s").Number(4, 999_999).Flag(7));
        yield return Call("compacted revision, count only", "Range", Range("r", "s").Number(4, 2).Flag(9));
        yield return Call("serializable", "Range", Range("r", "s").Flag(7));
        yield return Call("sort by mod without order", "Range", Range("r", "s").Number(6, 3));
        yield return Call("sort by value without order, limit", "Range", Range("r", "s").Number(6, 4).Number(3, 2));
        yield return Call("sort by value, keys only", "Range",
            Range("r", "s").Number(6, 4).Number(5, 2).Flag(8));
        yield return Call("an unknown field", "Range", Range("ra", "").Number(99, 5));
    }

    private static IEnumerable<RawCall> Filters()
    {
        foreach (var (low, high, name) in new[] { (10, 11, "mod"), (12, 13, "create") })
        {
            (long, long)[] bounds = [(1, 0), (60, 0), (0, 60), (55, 75), (-5, 0), (0, -5), (9999, 0)];
            foreach (var (from, to) in bounds)
            {
                yield return Call($"{name} from {from} to {to}", "Range",
                    Range("a", "s").Number(low, from).Number(high, to));
                yield return Call($"{name} from {from} to {to}, limit 1", "Range",
                    Range("a", "s").Number(low, from).Number(high, to).Number(3, 1));
                yield return Call($"{name} from {from} to {to}, count only", "Range",
                    Range("a", "s").Number(low, from).Number(high, to).Flag(9));
            }
        }
    }

    private static IEnumerable<RawCall> Puts()
    {
        yield return Call("value with ignore_value", "Put", Put("ra", "x").Flag(5));
        yield return Call("lease with ignore_lease", "Put", Put("ra", "x").Number(3, 5).Flag(6));
        yield return Call("unknown lease", "Put", Put("ra", "x").Number(3, 5));
        yield return Call("negative lease", "Put", Put("ra", "x").Number(3, -5));
        yield return Call("ignore_lease of a missing key", "Put", Put("nokey", "x").Flag(6).Flag(4));
        yield return Call("ignore_value of a missing key with a lease", "Put",
            Proto.Empty.Text(1, "nokey").Flag(5).Number(3, 5));
        yield return Call("ignore both", "Put", Proto.Empty.Text(1, "ra").Flag(4).Flag(5).Flag(6));
        yield return Call("no key", "Put", Proto.Empty.Text(2, "x"));
        yield return Call("key of zeros and ones", "Put", Put("\0\0ÿ", "\0"));
        yield return Call("and back", "Range", Range("\0", ToTheEnd).Number(3, 1));
    }

    private static IEnumerable<RawCall> Deletes()
    {
        yield return Call("no key", "DeleteRange", Proto.Empty);
        yield return Call("end before key", "DeleteRange", Delete("rd", "ra"));
        yield return Call("end is key", "DeleteRange", Delete("rd", "rd"));
        yield return Call("one with prev_kv", "DeleteRange", Delete("\0\0ÿ", "").Flag(3));
        yield return Call("again", "DeleteRange", Delete("\0\0ÿ", "").Flag(3));
    }

    private static IEnumerable<RawCall> Txns()
    {
        yield return Call("empty txn", "Txn", Proto.Empty);
        yield return Call("empty operation", "Txn", Txn([Proto.Empty]));
        yield return Call("range without key", "Txn", Txn([Operation(1, Proto.Empty)]));
        yield return Call("put without key", "Txn", Txn([Operation(2, Proto.Empty)]));
        yield return Call("delete without key", "Txn", Txn([Operation(3, Proto.Empty)]));
        yield return Call("compare without key", "Txn", Proto.Empty.Message(1, Proto.Empty));
        yield return Call("fault in the branch not taken", "Txn", Txn([], [Operation(2, Proto.Empty)]));
        yield return Call("put with ignore_value and value", "Txn", Txn([PutOp("k", "v", ignoreValue: true)]));
        yield return Call("old and new in one txn", "Txn",
            Txn([RangeOp("ra"), PutOp("ra", "new"), RangeOp("ra"), DeleteOp("rz"), DeleteOp("rb"), RangeOp("rb")]));
        yield return Call("missing key before lease", "Txn",
            Txn([Operation(2, Proto.Empty.Text(1, "nokey").Flag(5).Number(3, 5))]));
        yield return Call("range error before put error", "Txn",
            Txn([Operation(1, Range("a", "").Number(4, 999_999)), Operation(2, Put("k", "v").Number(3, 7))]));
        yield return Call("compacted before future", "Txn",
            Txn([Operation(1, Range("a", "").Number(4, 2)), Operation(1, Range("a", "").Number(4, 999_999))]));
        yield return Call("put with prev_kv, delete twice with prev_kv", "Txn",
            Txn([Operation(2, Put("rc", "1").Flag(4)), Operation(3, Delete("rd", "").Flag(3)),
                Operation(3, Delete("rd", "").Flag(3))]));
        yield return Call("put under a delete of its range", "Txn", Txn([DeleteOp("m", "n"), PutOp("m1", "1")]));
        yield return Call("put beside a delete of a range", "Txn", Txn([DeleteOp("m", "m1"), PutOp("m1", "1")]));
        yield return Call("put under a reversed delete", "Txn", Txn([DeleteOp("z", "a"), PutOp("m1", "1")]));
        yield return Call("put under a delete to the end", "Txn",
            Txn([DeleteOp("m", ToTheEnd), PutOp("m1", "1"), RangeOp("m1")]));
        yield return Call("put at the start of a delete to the end", "Txn",
            Txn([DeleteOp("m1", ToTheEnd), PutOp("m1", "1")]));
        yield return Call("put, then delete to the end", "Txn",
            Txn([PutOp("m2", "1"), DeleteOp("m", ToTheEnd), RangeOp("m2")]));
        yield return Call("what is left", "Range", Range("a", ToTheEnd));
    }

    private static IEnumerable<RawCall> Comparisons()
    {
        yield return Call("put", "Put", Put("q", "1"));
        // Target 0 to 4 with every result, without an operand and with each kind of operand.
        for (var target = 0; target <= 4; target++)
        {
            for (var result = 0; result <= 3; result++)
            {
                var plain = Compare("q", target, result);
                yield return Call($"target {target}, result {result}, no operand", "Txn", Txn(plain));
                yield return Call($"target {target}, result {result}, missing key", "Txn",
                    Txn(Compare("missing", target, result)));
                yield return Call($"target {target}, result {result}, number 1", "Txn",
                    Txn(Compare("q", target, result).Number(target == 3 ? 4 : target == 4 ? 8 : 4 + target, 1)));
                yield return Call($"target {target}, result {result}, value", "Txn",
                    Txn(Compare("q", target, result).Text(7, "1")));
                yield return Call($"target {target}, result {result}, range", "Txn",
                    Txn(Compare("a", target, result).Text(64, ToTheEnd)));
                yield return Call($"target {target}, result {result}, empty range", "Txn",
                    Txn(Compare("zzz", target, result).Text(64, ToTheEnd)));
            }
        }
    }

    private static IEnumerable<RawCall> NestedTxns()
    {
        yield return Call("nested and empty", "Txn", Txn([Nested([])]));
        yield return Call("nested put, then reads", "Txn",
            Txn([Nested([PutOp("n9", "1"), RangeOp("n9")]), DeleteOp("n8"), RangeOp("n9")]));
        yield return Call("nested delete, then reads", "Txn", Txn([Nested([DeleteOp("n9")]), RangeOp("n9")]));
        yield return Call("only nested reads", "Txn", Txn([Nested([RangeOp("q")]), Nested([RangeOp("a")])]));
        yield return Call("same key in then and else", "Txn", Txn([Nested([PutOp("n1", "1")], [PutOp("n1", "2")])]));
        yield return Call("same key nested and beside", "Txn", Txn([Nested([PutOp("n1", "1")]), PutOp("n1", "3")]));
        yield return Call("same key in two nested", "Txn",
            Txn([Nested([PutOp("n1", "1")]), Nested([PutOp("n1", "3")])]));
        yield return Call("nested delete, put beside", "Txn", Txn([Nested([DeleteOp("n1")]), PutOp("n1", "3")]));
        yield return Call("nested delete, nested put", "Txn",
            Txn([Nested([DeleteOp("n1")]), Nested([PutOp("n1", "3")])]));
        yield return Call("nested put, nested delete", "Txn",
            Txn([Nested([PutOp("n1", "3")]), Nested([DeleteOp("n1")])]));
        yield return Call("delete in the nested else, put beside", "Txn",
            Txn([Nested([], [DeleteOp("n1")]), PutOp("n1", "3")]));
        yield return Call("fault deep inside", "Txn",
            Txn([Nested([PutOp("n7", "1"), Operation(1, Range("a", "").Number(4, 999_999))]), PutOp("n8", "1")]));
        yield return Call("unknown lease deep inside", "Txn",
            Txn([Nested([Operation(2, Put("n7", "1").Number(3, 99))]), PutOp("n8", "1")]));
        yield return Call("nothing happened", "Range", Range("n", "o"));
        yield return Call("three levels of writes", "Txn",
            Txn([PutOp("n7", "1"), Nested([PutOp("n9", "1"), Nested([PutOp("n6", "1")])]), PutOp("n8", "1")]));
        yield return Call("nested compare sees the state before", "Txn",
            Txn([PutOp("q", "2"), Operation(4, Compared(
                Compare("q", 3, 0).Text(7, "2"), [PutOp("q1", "1")], [PutOp("q2", "1")]))]));
        yield return Call("all of it", "Range", Range("n", ToTheEnd));
    }

    private static IEnumerable<RawCall> Limits()
    {
        yield return Call("128 reads", "Txn", Txn(Many(128)));
        yield return Call("129 reads", "Txn", Txn(Many(129)));
        yield return Call("127 nested reads", "Txn", Txn([Nested(Many(127))]));
        yield return Call("128 nested reads", "Txn", Txn([Nested(Many(128))]));
        yield return Call("126 reads two levels down", "Txn", Txn([Nested([Nested(Many(126))])]));
        yield return Call("127 reads two levels down", "Txn", Txn([Nested([Nested(Many(127))])]));
        yield return Call("value over the limit of a request", "Put", Put("big", new string('x', 1_600_000)));
        yield return Call("txn over the limit of a request", "Txn", Txn([PutOp("big", new string('x', 1_600_000))]));
        yield return Call("message over the limit", "Put", Put("big", new string('x', 2_100_000)));
        yield return Call("message over the limit, read", "Range", Range(new string('x', 2_100_000), ""));
    }

    private static IEnumerable<RawCall> Compactions()
    {
        yield return Call("negative", "Compact", Proto.Empty.Number(1, -1));
        yield return Call("none", "Compact", Proto.Empty);
        yield return Call("future", "Compact", Proto.Empty.Number(1, 999_999));
        yield return Call("physical", "Compact", Proto.Empty.Number(1, 60).Flag(2));
        yield return Call("again", "Compact", Proto.Empty.Number(1, 60));
        yield return Call("below", "Range", Range("a", "").Number(4, 59));
        yield return Call("at", "Range", Range("a", ToTheEnd).Number(4, 60));
    }

    private static IEnumerable<RawCall> Framing()
    {
        yield return Call("unknown method", "Nothing", Proto.Empty);
        yield return new RawCall("unknown service", "/nobody.Home/Knock", Proto.Empty);
        // The texts quote the parser, which is another one here.
        yield return Call("cut message", "Put", Proto.Empty.Raw([0x0A, 5, (byte)'a'])) with { TextMatters = false };
    }

    private static RawCall Call(string name, string method, Proto body) =>
        new($"{method}, {name}", $"/etcdserverpb.KV/{method}", body);

    private static Proto Range(string key, string end)
    {
        var range = Proto.Empty;
        if (key.Length > 0) range.Text(1, key);
        return end.Length > 0 ? range.Text(2, end) : range;
    }

    private static Proto Put(string key, string value) => Proto.Empty.Text(1, key).Text(2, value);

    private static Proto Delete(string key, string end) => Range(key, end);

    private static Proto Operation(int kind, Proto body) => Proto.Empty.Message(kind, body);

    private static Proto RangeOp(string key) => Operation(1, Range(key, ""));

    private static Proto PutOp(string key, string value, bool ignoreValue = false) =>
        Operation(2, ignoreValue ? Put(key, value).Flag(5) : Put(key, value));

    private static Proto DeleteOp(string key, string end = "") => Operation(3, Delete(key, end));

    private static Proto Nested(Proto[] success, Proto[]? failure = null) => Operation(4, Txn(success, failure));

    private static Proto[] Many(int count) => [.. Enumerable.Range(0, count).Select(_ => RangeOp("q"))];

    private static Proto Compare(string key, int target, int result) =>
        Proto.Empty.Number(1, result).Number(2, target).Text(3, key);

    private static Proto Txn(Proto comparison) => Proto.Empty.Message(1, comparison);

    private static Proto Compared(Proto comparison, Proto[] success, Proto[] failure)
    {
        var txn = Txn(comparison);
        foreach (var operation in success) txn.Message(2, operation);
        foreach (var operation in failure) txn.Message(3, operation);
        return txn;
    }

    private static Proto Txn(Proto[] success, Proto[]? failure = null)
    {
        var txn = Proto.Empty;
        foreach (var operation in success) txn.Message(2, operation);
        foreach (var operation in failure ?? []) txn.Message(3, operation);
        return txn;
    }
}
