using Witan.Core.Messages;
using Witan.Protocols.Pbft;

namespace Witan.Simulation.Scenarios;

/// <summary>What a file may say about PBFT.</summary>
public static class PbftDescription
{
    public static ProtocolDescription Value { get; } = new()
    {
        Name = "pbft",
        Messages =
        [
            .. SharedMessages.All,
            new("PrePrepare", [PbftMessageType.PrePrepare]),
            new("Prepare", [PbftMessageType.Prepare]),
            new("Commit", [PbftMessageType.Commit]),
            new("ViewChange", [PbftMessageType.ViewChange]),
            new("NewView", [PbftMessageType.NewView]),
            new("Status", [PbftMessageType.Status]),
        ],
        Authenticators =
        [
            CarriedAuthenticators.One(PbftMessageType.PrePrepare),
            CarriedAuthenticators.One(PbftMessageType.Prepare),
            CarriedAuthenticators.One(PbftMessageType.Commit),
            CarriedAuthenticators.InStatement<ViewChange>(PbftMessageType.ViewChange, CertificatesOf),
            CarriedAuthenticators.InStatement<NewView>(
                PbftMessageType.NewView,
                view => view.ViewChangeSet().Sum(change => 1 + CertificatesOf(change)) + view.Proposals.Count),
            CarriedAuthenticators.None(PbftMessageType.Status, isPeriodic: true),
        ],
        EvidenceKinds =
        [
            new("DOUBLE_PROPOSAL", [PbftMessageType.PrePrepare]),
            new("DOUBLE_VOTE", [PbftMessageType.Prepare, PbftMessageType.Commit]),
            new("DOUBLE_STATE", [MessageType.StateVote]),
            new("DOUBLE_VIEW_CHANGE", [PbftMessageType.ViewChange]),
            new("DOUBLE_NEW_VIEW", [PbftMessageType.NewView]),
            new("PrePrepare", [PbftMessageType.PrePrepare]),
            new("Prepare", [PbftMessageType.Prepare]),
            new("Commit", [PbftMessageType.Commit]),
            new("StateVote", [MessageType.StateVote]),
            new("ViewChange", [PbftMessageType.ViewChange]),
            new("NewView", [PbftMessageType.NewView]),
        ],
    };

    /// <summary>C is one, and each of P: the paper's set of a PRE-PREPARE and its PREPAREs.</summary>
    private static int CertificatesOf(ViewChange change) =>
        CarriedAuthenticators.Certificate(change.Stable) + change.Prepared.Count;
}
