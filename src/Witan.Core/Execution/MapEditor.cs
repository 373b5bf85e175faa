using System.Text;
using Witan.Core.Application;
using Witan.Core.Contract;
using Witan.Crypto;
using Witan.Crypto.Trees;
using Witan.Primitives;
using MapEntry = Witan.Core.Application.MapEntry;

namespace Witan.Core.Execution;

/// <summary>One map while a block changes it.</summary>
internal sealed class MapEditor(string name, AuthenticatedMap.Editor editor, uint maxKeyBytes) : IOrderedMap
{
    // Each key that was put or deleted, as often as it was, in that order.
    private readonly List<byte[]> _changed = [];

    public bool IsChanged => _changed.Count > 0;

    public AuthenticatedMap ToMap() => editor.ToMap();

    /// <summary>
    /// Adds the changed keys, each once, to the root over what a block changed: what became of them is read from the
    /// map as it is after the block, whose tree has hashed the values.
    /// </summary>
    /// <param name="after">What <see cref="ToMap"/> gave at the end.</param>
    /// <param name="changes">Has what was changed in maps with lower names.</param>
    public void AddChanges(AuthenticatedMap after, MapRootBuilder changes)
    {
        ReadOnlySpan<byte> prefix = [.. Encoding.ASCII.GetBytes(name), 0];
        Span<byte> hash = stackalloc byte[Digest.Size];
        _changed.Sort(static (one, other) => one.AsSpan().SequenceCompareTo(other));
        for (var i = 0; i < _changed.Count; i++)
        {
            var key = _changed[i];
            if (i > 0 && key.AsSpan().SequenceEqual(_changed[i - 1])) continue;
            // All zeros for a key that is gone.
            after.TryGetValueHash(key, out var value);
            value.CopyTo(hash);
            var isNext = changes.TryAdd(prefix, key, Sha256.Hash(hash));
            Invariant.Require(isNext, "what a block changed is added in the order of maps and keys");
        }
    }

    public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        var found = editor.TryGet(key, out var bytes);
        value = bytes;
        return found;
    }

    public IEnumerable<MapEntry> Range(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to) =>
        MapRanges.Of(editor, from, to, false);

    public IEnumerable<MapEntry> RangeDescending(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to) =>
        MapRanges.Of(editor, from, to, true);

    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => PutOwned(key.ToArray(), value.ToArray());

    /// <summary>As <see cref="Put"/>, keeping the arrays.</summary>
    public void PutOwned(byte[] key, byte[] value)
    {
        if (key.Length == 0 || key.Length > maxKeyBytes)
            throw new ArgumentException($"a key has 1 to {maxKeyBytes} bytes", nameof(key));
        editor.Put(key, value);
        _changed.Add(key);
    }

    public bool Delete(ReadOnlySpan<byte> key)
    {
        if (!editor.Delete(key)) return false;
        _changed.Add(key.ToArray());
        return true;
    }
}
