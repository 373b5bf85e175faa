using System.Text;
using Witan.Core.Application;
using Witan.Crypto;
using Witan.Crypto.Trees;
using Witan.Primitives;
using MapEntry = Witan.Core.Application.MapEntry;

namespace Witan.Core.Execution;

/// <summary>One map while a block changes it.</summary>
internal sealed class MapEditor(StateEditor owner, string name, AuthenticatedMap.Editor editor, uint maxKeyBytes)
    : IOrderedMap
{
    private readonly byte[] _prefix = [.. Encoding.ASCII.GetBytes(name), 0];

    public bool IsChanged { get; private set; }

    public AuthenticatedMap ToMap() => editor.ToMap();

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
        owner.Changed(_prefix, key, Sha256.Hash(value));
        IsChanged = true;
    }

    public bool Delete(ReadOnlySpan<byte> key)
    {
        if (!editor.Delete(key)) return false;
        owner.Changed(_prefix, key, Digest.Zero);
        IsChanged = true;
        return true;
    }
}
