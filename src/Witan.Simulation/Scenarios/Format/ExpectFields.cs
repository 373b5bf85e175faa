using Witan.Primitives;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>The fields of <c>expect</c>.</summary>
internal static class ExpectFields
{
    private static readonly Shape<long?> MaybeAmount = Fields.OrNull(Fields.Amount);

    private static readonly ObjectShape<ExpectedEvidence> Evidence = new(
        new ExpectedEvidence(),
        Fields.Required("kind", "One of the protocol's kinds.", new TextShape(1, 100, oneLine: true),
            (ExpectedEvidence e) => e.Kind, (e, v) => e with { Kind = v }),
        Fields.Required("member", "The replica that lied.", ClusterFields.Id,
            (ExpectedEvidence e) => e.Member, (e, v) => e with { Member = v }));

    public static readonly ObjectShape<Expectations> Expectations = new(
        new Expectations(),
        Fields.Of("safety", "Correct replicas never contradict each other.", Fields.Flag,
            (Expectations e) => e.Safety, (e, v) => e with { Safety = v }),
        Fields.Of("linearizable", "The clients' history is linearizable.", Fields.Flag,
            (Expectations e) => e.Linearizable, (e, v) => e with { Linearizable = v }),
        Fields.Of("commitsAtLeast", "Operations acknowledged at clients.", MaybeAmount,
            (Expectations e) => e.CommitsAtLeast, (e, v) => e with { CommitsAtLeast = v }),
        Fields.Of("viewChangesAtMost", "Highest view entered by a correct replica; of rotating leaders, those by "
            + "timeout.",
            MaybeAmount, (Expectations e) => e.ViewChangesAtMost, (e, v) => e with { ViewChangesAtMost = v }),
        Fields.Of("viewChangesAtLeast", "The same, from below.", MaybeAmount,
            (Expectations e) => e.ViewChangesAtLeast, (e, v) => e with { ViewChangesAtLeast = v }),
        Fields.Of("progressWithinMsAfterGst",
            "Every operation pending at the later of GST and the last heal, and one new one, is acknowledged within "
                + "it.",
            Fields.OrNull(Fields.PositiveMs),
            (Expectations e) => e.ProgressWithinMsAfterGst, (e, v) => e with { ProgressWithinMsAfterGst = v }),
        Fields.Of("evidence", "Lies that correct replicas can prove.",
            new ListShape<ExpectedEvidence>(Evidence, 0, 1_000),
            (Expectations e) => e.Evidence, (e, v) => e with { Evidence = v }),
        Fields.Of("noEvidenceAgainst", "Replicas of whom nobody can prove a lie.",
            new ListShape<int>(ClusterFields.Id, 0, Limits.MaxMembers, distinct: true),
            (Expectations e) => e.NoEvidenceAgainst, (e, v) => e with { NoEvidenceAgainst = v }),
        Fields.Of("rejectionsAtLeast", "Refused inputs, summed over correct replicas: in all, or per reason.",
            new RejectionsShape(), (Expectations e) => e.RejectionsAtLeast, (e, v) => e with { RejectionsAtLeast = v }),
        Fields.Of("stateTransfersAtLeast", "Completed installs of a transferred state.", MaybeAmount,
            (Expectations e) => e.StateTransfersAtLeast, (e, v) => e with { StateTransfersAtLeast = v }),
        Fields.Of("maxQueueBytes", "No queue or table of a correct replica ever holds more.", MaybeAmount,
            (Expectations e) => e.MaxQueueBytes, (e, v) => e with { MaxQueueBytes = v }));
}
