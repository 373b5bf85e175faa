using System.Buffers.Binary;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Reconfiguration;

/// <summary>What the state says of a member's last REJOIN.</summary>
/// <param name="Number">The configuration that it led to, pending or in force.</param>
/// <param name="Loss">Which loss it was about.</param>
/// <param name="Left">How many more the member may ask for now.</param>
/// <param name="Since">Block time from which the next return of one counts.</param>
public readonly record struct RejoinEntry(ConfigurationNumber Number, Digest Loss, uint Left, BlockTime Since)
{
    /// <summary>A key of <see cref="CoreMaps.Rejoins"/>.</summary>
    public static byte[] Key(ReplicaId member)
    {
        var key = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(key, member.Value);
        return key;
    }

    public byte[] Encode()
    {
        var writer = new CanonicalWriter(52);
        writer.Configuration(Number);
        writer.Digest(Loss);
        writer.U32(Left);
        writer.Time(Since);
        return writer.ToArray();
    }

    public static RejoinEntry Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var entry = new RejoinEntry(reader.Configuration(), reader.Digest(), reader.U32(), reader.Time());
        Invariant.Require(reader.Complete, "rejoin entry in the state decodes");
        return entry;
    }

    /// <summary>Null for a member that never rejoined.</summary>
    public static RejoinEntry? Of(StateMaps state, ReplicaId member) =>
        state.Map(CoreMaps.Rejoins).TryGet(Key(member), out var bytes) ? Decode(bytes) : null;
}
