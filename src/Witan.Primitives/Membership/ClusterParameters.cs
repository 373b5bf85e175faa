using Witan.Primitives.Encoding;

namespace Witan.Primitives.Membership;

/// <summary>
/// What all replicas must agree on beyond membership, because the replicated state or the validity of a block depends
/// on it. Part of the configuration, so peers with other values refuse each other. Timeouts are no part of it.
/// </summary>
public sealed record ClusterParameters
{
    /// <summary>
    /// Heights between checkpoints (K). Smaller: more state signatures; larger: a longer log. Default 128.
    /// </summary>
    public uint CheckpointInterval { get; init; } = 128;

    /// <summary>
    /// Heights above the stable checkpoint in which replicas vote (L), a multiple of K and at least 2K. Default 256.
    /// </summary>
    public uint Window { get; init; } = 256;

    /// <summary>Slots that a leader keeps in flight, at least 1. Default 8.</summary>
    public uint SlotsInFlight { get; init; } = 8;

    /// <summary>
    /// Requests of one block, at least <see cref="Limits.MaxBundleRequests"/>'s share of a bundle. Default 1,024.
    /// </summary>
    public uint MaxBlockRequests { get; init; } = 1024;

    /// <summary>Bytes of all bodies of one block. A single bundle above it still fits alone. Default 1 MiB.</summary>
    public uint MaxBlockBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// How far a new proposal's time may lie ahead of a replica's clock, in microseconds. Default 500,000.
    /// </summary>
    public ulong MaxAheadMicroseconds { get; init; } = 500_000;

    /// <summary>Request numbers above a session's floor that may execute. A multiple of 8. Default 4,096.</summary>
    public uint SessionWindow { get; init; } = 4096;

    /// <summary>Sessions of one client key; opening one more expires the longest idle. Default 64.</summary>
    public uint SessionsPerKey { get; init; } = 64;

    /// <summary>Bytes of results kept per session until acknowledged. Default 16 MiB.</summary>
    public uint KeptResultBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Bytes of one key of an ordered map. Default <see cref="Limits.MaxKeyBytes"/>.</summary>
    public uint MaxKeyBytes { get; init; } = Limits.MaxKeyBytes;

    public void Write(CanonicalWriter writer)
    {
        writer.U32(CheckpointInterval);
        writer.U32(Window);
        writer.U32(SlotsInFlight);
        writer.U32(MaxBlockRequests);
        writer.U32(MaxBlockBytes);
        writer.U64(MaxAheadMicroseconds);
        writer.U32(SessionWindow);
        writer.U32(SessionsPerKey);
        writer.U32(KeptResultBytes);
        writer.U32(MaxKeyBytes);
    }

    public static ClusterParameters Read(ref CanonicalReader reader)
    {
        var parameters = new ClusterParameters
        {
            CheckpointInterval = reader.U32(),
            Window = reader.U32(),
            SlotsInFlight = reader.U32(),
            MaxBlockRequests = reader.U32(),
            MaxBlockBytes = reader.U32(),
            MaxAheadMicroseconds = reader.U64(),
            SessionWindow = reader.U32(),
            SessionsPerKey = reader.U32(),
            KeptResultBytes = reader.U32(),
            MaxKeyBytes = reader.U32(),
        };
        if (parameters.Problem() is not null) reader.Fail();
        return parameters;
    }

    /// <summary>Why these values cannot work together, in one line; null if they can.</summary>
    public string? Problem()
    {
        if (CheckpointInterval is 0 or > 65_536) return "checkpointInterval must be 1 to 65536";
        if (Window % CheckpointInterval != 0 || Window / CheckpointInterval is < 2 or > 64)
            return "window must be a multiple of checkpointInterval, 2 to 64 times as large";
        if (SlotsInFlight == 0 || SlotsInFlight > Window) return "slotsInFlight must be 1 to window";
        if (MaxBlockRequests is 0 or > Limits.MaxBlockReferences) return "maxBlockRequests must be 1 to 1024";
        if (MaxBlockBytes is 0 or > Limits.MaxFrameBytes) return "maxBlockBytes must be 1 to 4194304";
        if (MaxAheadMicroseconds > 60_000_000) return "maxAhead must be at most one minute";
        if (SessionWindow is 0 or > 65_536 || SessionWindow % 8 != 0)
            return "sessionWindow must be a multiple of 8, 8 to 65536";
        if (SessionsPerKey is 0 or > 4096) return "sessionsPerKey must be 1 to 4096";
        if (KeptResultBytes < Limits.MaxResultBytes) return "keptResultBytes must hold at least one result";
        if (MaxKeyBytes is 0 or > Limits.MaxKeyBytes) return "maxKeyBytes must be 1 to 1572864";
        return null;
    }
}
