using Witan.Primitives;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>The fields of <c>protocol</c>.</summary>
internal static class ProtocolFields
{
    private static readonly WholeShape<long> Timeout = new(1, 3_600_000);

    private static readonly ObjectShape<ProtocolOptions> Options = new(
        new ProtocolOptions(),
        Fields.Of("batch", "Requests of one block.", new WholeShape<int>(1, Limits.MaxBlockReferences),
            (ProtocolOptions o) => o.Batch, (o, v) => o with { Batch = v }),
        Fields.Of("window", "Heights above the stable checkpoint in which replicas vote (L), a multiple of "
            + "checkpointInterval, 2 to 64 times; null: twice as "
            + "large.", Fields.OrNull(new WholeShape<int>(2, 4_194_304)),
            (ProtocolOptions o) => o.DeclaredWindow, (o, v) => o with { DeclaredWindow = v }),
        Fields.Of("checkpointInterval", "Heights between checkpoints (K); null: half of a given window, else 128.",
            Fields.OrNull(new WholeShape<int>(1, 65_536)),
            (ProtocolOptions o) => o.DeclaredCheckpointInterval, (o, v) => o with { DeclaredCheckpointInterval = v }),
        Fields.Of("requestTimeoutMs", "How long the oldest request may wait before the leader is suspected.", Timeout,
            (ProtocolOptions o) => o.RequestTimeoutMs, (o, v) => o with { RequestTimeoutMs = v }),
        Fields.Of("viewTimeoutMs", "How long a new view may take to begin; doubles.", Timeout,
            (ProtocolOptions o) => o.ViewTimeoutMs, (o, v) => o with { ViewTimeoutMs = v }),
        Fields.Of("maxTimeoutMs", "The cap of both; null: 4000, or the larger of them.", Fields.OrNull(Timeout),
            (ProtocolOptions o) => o.DeclaredMaxTimeoutMs, (o, v) => o with { DeclaredMaxTimeoutMs = v }),
        Fields.Of("heartbeatMs", "Idle time before an empty block is proposed; 0: never.",
            new WholeShape<long>(0, 3_600_000),
            (ProtocolOptions o) => o.HeartbeatMs, (o, v) => o with { HeartbeatMs = v }))
    {
        Rest = new RestOf<ProtocolOptions>(o => o.Further, (o, v) => o with { Further = v }),
    };

    public static readonly ObjectShape<ProtocolSpec> Protocol = new(
        new ProtocolSpec(),
        Fields.Of("name", "A registered protocol.", new TextShape(1, 100, oneLine: true),
            (ProtocolSpec p) => p.Name, (p, v) => p with { Name = v }),
        Fields.Of("options", "Settings.", Options, (ProtocolSpec p) => p.Options, (p, v) => p with { Options = v }));
}
