namespace Witan.Simulation.Scenarios;

/// <summary>What every seed must satisfy. Null, false and empty are not judged.</summary>
public sealed record Expectations
{
    /// <summary>Agreement, order, validity, integrity, state. Default true; see <see cref="SafetyRule"/>.</summary>
    public bool Safety { get; init; } = true;

    /// <summary>The clients' history, with ordered and with confirmed reads, is linearizable. Default false.</summary>
    public bool Linearizable { get; init; }

    /// <summary>Operations acknowledged at clients by the gateway's rule, a state certificate.</summary>
    public long? CommitsAtLeast { get; init; }

    /// <summary>Highest view that a correct replica entered; of rotating leaders, views entered by timeout.</summary>
    public long? ViewChangesAtMost { get; init; }

    /// <summary>The same, from below.</summary>
    public long? ViewChangesAtLeast { get; init; }

    /// <summary>Every operation pending at max(GST, last heal), and one new one, is acknowledged within it.</summary>
    public long? ProgressWithinMsAfterGst { get; init; }

    /// <summary>Lies that correct replicas can prove at the end.</summary>
    public ValueList<ExpectedEvidence> Evidence { get; init; } = [];

    /// <summary>Replicas of whom nobody holds proof of a lie.</summary>
    public ValueList<int> NoEvidenceAgainst { get; init; } = [];

    /// <summary>Refused inputs, summed over correct replicas.</summary>
    public ExpectedRejections RejectionsAtLeast { get; init; } = new();

    /// <summary>Completed installs of a transferred state at correct replicas.</summary>
    public long? StateTransfersAtLeast { get; init; }

    /// <summary>No queue or table of a correct replica ever holds more.</summary>
    public long? MaxQueueBytes { get; init; }
}
