using System.Diagnostics.CodeAnalysis;
using Witan.Primitives;

namespace Witan.Crypto.Trees;

/// <summary>
/// An immutable ordered map of bytes to bytes with a root hash that depends on its entries alone, not on how they came
/// (Tree v1, docs/formats/tree.md). Keeping a reference is a snapshot. Safe to read from several threads: all hashes
/// are there.
/// </summary>
/// <remarks>
/// Keys are compared bytewise; the empty key is a key like any other (who owns the keys may refuse it). Arrays handed
/// over belong to the map afterwards and must not be changed. Depth is bounded by the number of entries only: nothing
/// recurses.
/// </remarks>
public sealed partial class AuthenticatedMap
{
    /// <summary>Longest key in bytes: a map's name, a separator and the longest key of a map.</summary>
    public const int MaxKeyBytes = KeyBits.MaxKeyBytes;

    internal readonly Node? RootNode;

    internal AuthenticatedMap(Node? root, long count, long totalBytes)
    {
        RootNode = root;
        Count = count;
        TotalBytes = totalBytes;
        Root = root?.Hash ?? TreeHash.Empty;
    }

    public static AuthenticatedMap Empty { get; } = new(null, 0, 0);

    /// <summary>The root hash; H(0x02) for the empty map, the leaf's hash for a single entry.</summary>
    public Digest Root { get; }

    public long Count { get; }

    /// <summary>Bytes of all keys and values together, without overhead.</summary>
    public long TotalBytes { get; }

    public bool TryGet(ReadOnlySpan<byte> key, [MaybeNullWhen(false)] out byte[] value)
    {
        value = NodeLookup.Find(RootNode, key)?.Value;
        return value is not null;
    }

    /// <summary>SHA-256 of the value of an entry, which the tree has anyway.</summary>
    public bool TryGetValueHash(ReadOnlySpan<byte> key, out Digest valueHash)
    {
        var leaf = NodeLookup.Find(RootNode, key);
        valueHash = leaf?.ValueHash ?? default;
        return leaf is not null;
    }

    public bool ContainsKey(ReadOnlySpan<byte> key) => NodeLookup.Find(RootNode, key) is not null;

    /// <summary>The entries of a range, in the order of their keys or against it.</summary>
    public MapRange Range(KeyRange range, bool descending = false) => new(RootNode, range, descending);

    /// <summary>A map with one entry more or changed. For many changes use <see cref="Edit"/>.</summary>
    public AuthenticatedMap Put(byte[] key, byte[] value)
    {
        var editor = Edit();
        editor.Put(key, value);
        return editor.ToMap();
    }

    /// <summary>A map without <paramref name="key"/>; this one if it has no such key.</summary>
    public AuthenticatedMap Delete(ReadOnlySpan<byte> key)
    {
        var editor = Edit();
        return editor.Delete(key) ? editor.ToMap() : this;
    }

    /// <summary>Begins a batch of changes. This map stays as it is.</summary>
    public Editor Edit() => new(this);

    /// <summary>Builds a map in one pass over entries whose keys rise strictly.</summary>
    /// <returns>False if a key does not rise or is too long.</returns>
    public static bool TryFromSorted(IEnumerable<MapEntry> entries, [NotNullWhen(true)] out AuthenticatedMap? map)
    {
        map = null;
        var builder = new SortedMapBuilder();
        foreach (var entry in entries)
            if (!builder.TryAdd(entry.Key, entry.Value)) return false;
        map = builder.ToMap();
        return true;
    }
}
