using System.Buffers.Binary;

namespace Witan.Registry.State;

/// <summary>
/// A key of the map <c>history</c>. Bytewise order of these is order by (key, main revision, sub revision), whatever
/// bytes the keys hold.
/// </summary>
/// <remarks>
/// Layout: the key with each byte 00 as 00 FF | 00 00 | main revision u64 big-endian | sub revision u32 big-endian. The
/// end mark 00 00 sorts below everything that can go on a key: an escaped 00 FF, or a byte above 00. So a key stands
/// before every longer key that begins with it, and no escaped key with its mark is a prefix of another.
/// </remarks>
public static class HistoryKey
{
    private const byte Escape = 0xFF;
    private const int MarkBytes = 2;
    private const int RevisionBytes = sizeof(ulong) + sizeof(uint);

    /// <summary>Bytes of an entry's place in the history.</summary>
    public static int Length(ReadOnlySpan<byte> key) => PrefixLength(key) + RevisionBytes;

    /// <summary>The place of one change of a key.</summary>
    public static byte[] Of(ReadOnlySpan<byte> key, Revision revision)
    {
        var bytes = new byte[Length(key)];
        Write(key, revision, bytes);
        return bytes;
    }

    /// <param name="key">Any bytes.</param>
    /// <param name="revision">Main is not negative.</param>
    /// <param name="destination">Exactly <see cref="Length"/> bytes.</param>
    public static void Write(ReadOnlySpan<byte> key, Revision revision, Span<byte> destination)
    {
        WritePrefix(key, destination);
        BinaryPrimitives.WriteUInt64BigEndian(destination[^RevisionBytes..], (ulong)revision.Main);
        BinaryPrimitives.WriteUInt32BigEndian(destination[^sizeof(uint)..], revision.Sub);
    }

    /// <summary>What every change of a key begins with, and nothing else does: the first place of the key.</summary>
    public static byte[] Prefix(ReadOnlySpan<byte> key)
    {
        var bytes = new byte[PrefixLength(key)];
        WritePrefix(key, bytes);
        return bytes;
    }

    /// <summary>The first place behind all changes of a key, which no entry has: a mark 00 01 does not occur.</summary>
    public static byte[] Behind(ReadOnlySpan<byte> key)
    {
        var bytes = Prefix(key);
        bytes[^1] = 1;
        return bytes;
    }

    /// <summary>Takes a key of the map apart.</summary>
    /// <returns>False if the bytes are not such a key.</returns>
    public static bool TryParse(ReadOnlySpan<byte> historyKey, out byte[] key, out Revision revision)
    {
        key = [];
        revision = default;
        if (historyKey.Length < MarkBytes + RevisionBytes) return false;
        var escaped = historyKey[..^(MarkBytes + RevisionBytes)];
        if (historyKey[escaped.Length] != 0 || historyKey[escaped.Length + 1] != 0) return false;
        if (!TryUnescape(escaped, out key)) return false;
        revision = RevisionOf(historyKey);
        return revision.Main >= 0;
    }

    /// <summary>The revision of a key that is known to be of the map.</summary>
    internal static Revision RevisionOf(ReadOnlySpan<byte> historyKey) => new(
        unchecked((long)BinaryPrimitives.ReadUInt64BigEndian(historyKey[^RevisionBytes..])),
        BinaryPrimitives.ReadUInt32BigEndian(historyKey[^sizeof(uint)..]));

    /// <summary>The part before the revision of a key that is known to be of the map.</summary>
    internal static ReadOnlyMemory<byte> PrefixOf(ReadOnlyMemory<byte> historyKey) => historyKey[..^RevisionBytes];

    private static int PrefixLength(ReadOnlySpan<byte> key) => key.Length + key.Count((byte)0) + MarkBytes;

    private static void WritePrefix(ReadOnlySpan<byte> key, Span<byte> destination)
    {
        var next = 0;
        while (true)
        {
            var zero = key.IndexOf((byte)0);
            var run = zero < 0 ? key.Length : zero;
            key[..run].CopyTo(destination[next..]);
            next += run;
            if (zero < 0) break;
            destination[next++] = 0;
            destination[next++] = Escape;
            key = key[(zero + 1)..];
        }

        destination.Slice(next, MarkBytes).Clear();
    }

    private static bool TryUnescape(ReadOnlySpan<byte> escaped, out byte[] key)
    {
        key = new byte[escaped.Length];
        var length = 0;
        for (var i = 0; i < escaped.Length; i++)
        {
            key[length++] = escaped[i];
            if (escaped[i] != 0) continue;
            i++;
            if (i == escaped.Length || escaped[i] != Escape) return false;
        }

        Array.Resize(ref key, length);
        return true;
    }
}
