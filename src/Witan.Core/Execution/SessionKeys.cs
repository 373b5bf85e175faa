using System.Buffers.Binary;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Core.Execution;

/// <summary>
/// Keys of the core's session maps. Numbers are big-endian so that order of bytes is order of numbers.
/// </summary>
public static class SessionKeys
{
    /// <summary>In <see cref="CoreMaps.Keys"/>.</summary>
    public static byte[] Client(PublicKey client) => client.ToArray();

    /// <summary>In <see cref="CoreMaps.Sessions"/>: 40 bytes.</summary>
    public static byte[] Session(SessionId session)
    {
        var key = new byte[PublicKey.Size + 8];
        session.Client.CopyTo(key);
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(PublicKey.Size), session.Incarnation);
        return key;
    }

    /// <summary>In <see cref="CoreMaps.Results"/>: 48 bytes. The number is the lowest of its entry.</summary>
    public static byte[] Result(SessionId session, ulong number)
    {
        var key = new byte[PublicKey.Size + 16];
        session.Client.CopyTo(key);
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(PublicKey.Size), session.Incarnation);
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(PublicKey.Size + 8), number);
        return key;
    }

    /// <summary>The session that a key of <see cref="CoreMaps.Sessions"/> names.</summary>
    public static SessionId ReadSession(ReadOnlySpan<byte> key) =>
        new(new PublicKey(key[..PublicKey.Size]), BinaryPrimitives.ReadUInt64BigEndian(key[PublicKey.Size..]));
}
