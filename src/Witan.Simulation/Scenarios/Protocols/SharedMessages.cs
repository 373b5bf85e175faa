using Witan.Core.Messages;

namespace Witan.Simulation.Scenarios;

/// <summary>Names of the messages that every protocol has, and three families of them.</summary>
public static class SharedMessages
{
    public static ValueList<MessageName> All { get; } =
    [
        new("Bundle", [MessageType.Bundle]),
        new("Refusal", [MessageType.Refusal]),
        new("Reply", [MessageType.Reply]),
        new("Confirm", [MessageType.Confirm]),
        new("ConfirmAnswer", [MessageType.ConfirmAnswer]),
        new("Read", [MessageType.Read]),
        new("ReadAnswer", [MessageType.ReadAnswer]),
        new("StatusQuery", [MessageType.StatusQuery]),
        new("StatusAnswer", [MessageType.StatusAnswer]),
        new("FetchSteps", [MessageType.FetchSteps]),
        new("Steps", [MessageType.Steps]),
        new("StateVote", [MessageType.StateVote]),
        new("FetchBodies", [MessageType.FetchBodies]),
        new("Bodies", [MessageType.Bodies]),
        new("FetchDecisions", [MessageType.FetchDecisions]),
        new("Decisions", [MessageType.Decisions]),
        new("FetchManifest", [MessageType.FetchManifest]),
        new("Manifest", [MessageType.Manifest]),
        new("FetchRange", [MessageType.FetchRange]),
        new("RangeChunk", [MessageType.RangeChunk]),
        new("Progress", [MessageType.Progress]),
        new("FetchEvidence", [MessageType.FetchEvidence]),
        new("EvidenceAnswer", [MessageType.EvidenceAnswer]),
        new("Rejoin", [MessageType.Rejoin]),
        new("Checkpoint", [MessageType.Checkpoint]),
        new("StateCommitment", [MessageType.StateVote]),
        new("Fetch",
            [MessageType.FetchBodies, MessageType.FetchDecisions, MessageType.FetchManifest, MessageType.FetchRange]),
        new("Body", [MessageType.Bodies, MessageType.Decisions, MessageType.Manifest, MessageType.RangeChunk]),
    ];
}
