using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Witan.Tests.Crypto.Trees;

/// <summary>
/// What Vectors/tree-v1.json holds, made by <see cref="SlowTree"/> alone. Byte strings are hexadecimal; a bound of
/// null is none.
/// </summary>
internal sealed record TreeVectors(
    [property: JsonPropertyName("maps")] TreeVectors.MapCase[] Maps,
    [property: JsonPropertyName("notTrees")] TreeVectors.BadTree[] NotTrees,
    [property: JsonPropertyName("logs")] TreeVectors.LogCase[] Logs)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "Vectors", "tree-v1.json");

    public static TreeVectors Load() => JsonSerializer.Deserialize<TreeVectors>(File.ReadAllText(Path), Options)!;

    public string Render() => JsonSerializer.Serialize(this, Options).ReplaceLineEndings("\n") + "\n";

    public static TreeVectors Make()
    {
        string[][] maps =
        [
            [],
            ["/a=1"],
            ["/a=1", "/a/b=2", "/b=3"],
            ["=empty key", "a=", "aa=x", "aaa=y", "ab=z", "b=w"],
            [.. Enumerable.Range(0, 40).Select(i => $"/registry/{i * 37 % 41:D3}=value {i}")],
        ];
        var leaves = Enumerable.Range(0, 11).Select(i => Encoding.ASCII.GetBytes($"leaf {i}")).ToArray();
        return new TreeVectors(
            [.. maps.Select(MapOf)], BadTrees(), [.. new[] { 0, 1, 2, 3, 7, 8, 11 }.Select(n => LogOf(leaves[..n]))]);
    }

    private static MapCase MapOf(string[] texts)
    {
        var entries = texts.Select(t => t.Split('=', 2))
            .ToDictionary(p => Encoding.ASCII.GetBytes(p[0]), p => Encoding.ASCII.GetBytes(p[1]))
            .OrderBy(e => e.Key, ByteOrder.Instance).ToArray();
        var root = SlowTree.Build(entries);
        var ranges = new List<RangeCase>();
        foreach (var (from, to) in ((string, string?)[])[("", null), ("/a", "/a\0"), ("/a/a", "/a/b"), ("/a", "/b"),
            ("aa", "b"), ("a", "a\0"), ("/registry/010", "/registry/014"), ("/registry/999", null)])
            ranges.Add(RangeOf(entries, root, Ascii(from), to is null ? null : Ascii(to)));
        return new MapCase(
            [.. entries.Select(e => new Entry(Hex(e.Key), Hex(e.Value)))], Hex(SlowTree.Root(entries)), [.. ranges]);
    }

    private static RangeCase RangeOf(KeyValuePair<byte[], byte[]>[] entries, SlowNode? root, byte[] from, byte[]? to)
    {
        bool Shown(SlowNode n) => SlowTree.CouldHold(n.Path, from, to);
        bool Valued(SlowNode n) => SlowTree.Within(n.Key, from, to);
        var proof = SlowTree.RangeProof(root, from, to);
        var refused = new List<RefusedProof>();
        if (root is not null)
        {
            var deepest = root.All().Last(Shown);
            var hidden = SlowTree.Encode(root, n => n != deepest && Shown(n), Valued);
            refused.Add(new RefusedProof("a node hidden", Hex(hidden)));
            var value = root.All().LastOrDefault(n => n.IsLeaf && Shown(n) && Valued(n));
            if (value is not null)
            {
                hidden = SlowTree.Encode(root, Shown, n => n != value && Valued(n));
                refused.Add(new RefusedProof("a value hidden", Hex(hidden)));
            }

            var extra = SlowTree.Encode(root, _ => true, Valued);
            if (!extra.AsSpan().SequenceEqual(proof))
                refused.Add(new RefusedProof("more shown than needed", Hex(extra)));
        }

        refused.Add(new RefusedProof("a trailing byte", Hex([.. proof, 0])));
        refused.Add(new RefusedProof("cut short", Hex(proof[..^1])));
        refused.Add(new RefusedProof("another root", Hex([.. proof[..^1], (byte)(proof[^1] ^ 1)])));
        string[] keys = [.. entries.Where(e => SlowTree.Within(e.Key, from, to)).Select(e => Hex(e.Key))];
        return new RangeCase(Hex(from), to is null ? null : Hex(to), Hex(proof), keys, [.. refused]);
    }

    private static BadTree[] BadTrees()
    {
        byte[] pruned = [4, .. new byte[32]];
        byte[] a = [1, 1, 0, 0, 0, 0x61, 0, 0, 0, 0], b = [1, 1, 0, 0, 0, 0x62, 0, 0, 0, 0];
        static byte[] Inner(string skip, byte[] left, byte[] right)
            => [3, .. SlowTree.LittleEndian((uint)skip.Length), .. SlowTree.Packed(skip), .. left, .. right];
        return
        [
            new("sides swapped", Hex(Inner("1011000", b, a))),
            new("a skip that is not the longest", Hex(Inner("101100", a, b))),
            new("a key not on its path", Hex(Inner("", a, b))),
            new("the end of a key within a skip", Hex(Inner("0", pruned, pruned))),
            new("a branching below the end of a key", Hex(Inner("", Inner("", pruned, pruned), pruned))),
            new("padding not zero", Hex([3, 1, 0, 0, 0, 0xC0, .. pruned, .. pruned])),
            new("a skip longer than the bytes", Hex([3, 0xFF, 0xFF, 0xFF, 0xFF, .. pruned, .. pruned])),
            new("an empty subtree", Hex(Inner("", [0], pruned))),
            new("an empty tree that is pruned", Hex([4, .. SlowTree.Root([])])),
            new("an unknown tag", "05"),
            new("nothing", ""),
        ];
    }

    private static LogCase LogOf(byte[][] leaves)
    {
        var runs = new List<RunCase>();
        foreach (var (first, count) in ((int, int)[])[(0, 1), (1, 2), (2, 5), (6, 1), (7, 4), (0, 11)])
            if (first + count <= leaves.Length)
                runs.Add(new RunCase(first, count, Hex(SlowTree.LogProof(leaves, first, count))));
        return new LogCase([.. leaves.Select(Hex)], Hex(SlowTree.LogRoot(leaves)), [.. runs]);
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    internal sealed record Entry(string Key, string Value);

    internal sealed record RefusedProof(string Why, string Proof);

    internal sealed record RangeCase(string From, string? To, string Proof, string[] Keys, RefusedProof[] Refused);

    internal sealed record MapCase(Entry[] Entries, string Root, RangeCase[] Ranges);

    internal sealed record BadTree(string Why, string Bytes);

    internal sealed record RunCase(int First, int Count, string Proof);

    internal sealed record LogCase(string[] Leaves, string Root, RunCase[] Runs);
}
