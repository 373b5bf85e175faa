using Witan.Primitives;

namespace Witan.Simulation.Tracing;

/// <summary>One event of a run.</summary>
public readonly record struct RunEvent
{
    /// <summary>The node of what concerns no one node, e.g. a partition.</summary>
    public const int World = -1;

    /// <summary>Longer texts are cut when they enter the trace.</summary>
    public const int MaxText = 512;

    /// <summary>Virtual time in microseconds.</summary>
    public required long At { get; init; }

    /// <summary>Where it happened. Replicas and their twins, clients and gateways share one numbering.</summary>
    public required int Node { get; init; }

    public required RunEventKind Kind { get; init; }

    /// <summary>The message's type, e.g. "Prepare", or the timer's name; empty if there is none.</summary>
    public string Type { get; init; } = "";

    /// <summary>The other end of a message.</summary>
    public int Peer { get; init; } = World;

    /// <summary>
    /// Joins a message's sending to its end; 0 if it is no message. A duplicate has a number of its own.
    /// </summary>
    public long Message { get; init; }

    /// <summary>0 for none.</summary>
    public ulong Height { get; init; }

    public ulong View { get; init; }

    /// <summary>The first eight bytes of the block's or commitment's digest, big-endian; 0 for none.</summary>
    public ulong DigestPrefix { get; init; }

    public string Text { get; init; } = "";

    public RunEvent()
    {
    }

    /// <summary>The <see cref="DigestPrefix"/> of a digest.</summary>
    public static ulong PrefixOf(in Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        digest.CopyTo(bytes);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
