using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.TestKit.Pbft;

namespace Witan.Benchmarks;

/// <summary>Messages as a cluster of four sends them under load.</summary>
internal static class Samples
{
    public static readonly PbftForge Forge = new();

    /// <summary>References of a block: what 200 clients of one gateway fill.</summary>
    public const int References = 100;

    public static SessionId Session { get; } = new(new PublicKey(Sha256.Hash("client"u8).ToArray()), 1);

    public static SignedStatement Prepare { get; } = Forge.Prepare(1, 0, 1, Sha256.Hash("block"u8));

    public static SignedStatement PrePrepare { get; } = Forge.PrePrepare(0, FullBlock(1));

    /// <param name="height">Of the block.</param>
    public static Block FullBlock(ulong height)
    {
        var references = new Reference[References];
        for (var i = 0; i < references.Length; i++)
            references[i] = new Reference(Reference.Bundle, Sha256.Hash([(byte)i, (byte)height]), 300);
        return new Block(new Height(height), new BlockTime(1), references);
    }

    /// <param name="first">Number of the first request.</param>
    /// <param name="count">Requests.</param>
    /// <param name="bytes">Of each.</param>
    public static Bundle Bundle(ulong first, int count, int bytes)
    {
        var requests = new byte[count][];
        for (var i = 0; i < count; i++) requests[i] = new byte[Math.Max(1, bytes)];
        return new Bundle(Session, first, 0, [.. requests.Select(r => (ReadOnlyMemory<byte>)r)], default);
    }
}
