using Witan.Core.Messages;
using Witan.Protocols.HotStuff;
using HotStuff = Witan.Protocols.HotStuff;

namespace Witan.Simulation.Scenarios;

/// <summary>What a file may say about the protocols of the HotStuff family: the same of each.</summary>
public static class HotStuffDescription
{
    private static readonly ValueList<byte> Votes =
    [
        HotStuffMessageType.VoteGeneric, HotStuffMessageType.VotePrepare, HotStuffMessageType.VotePreCommit,
        HotStuffMessageType.VoteCommit,
    ];

    private static readonly ValueList<ProtocolOption> Rotations =
    [
        new("tenure", "Views that one leader keeps.", Rotation.Fixed.Tenure, 1, 1_000_000),
        new("votesToAll", "1: votes go to all, 0: to the leader of the next view alone.", 0, 0, 1),
    ];

    /// <summary>Chains of three, chains of two, and four phases in one view.</summary>
    public static IReadOnlyList<ProtocolDescription> All { get; } =
        [Of(HotStuffMode.Chained), Of(HotStuffMode.TwoChain), Of(HotStuffMode.Basic)];

    private static ProtocolDescription Of(HotStuffMode mode) => new()
    {
        Name = new Protocol(mode, Rotation.Fixed).Name,
        Options = Rotations,
        Configured = options => new Protocol(mode, RotationOf(options)),
        Rotating = new Protocol(mode, Rotation.EveryView),
        Messages =
        [
            .. SharedMessages.All,
            new("Proposal", [HotStuffMessageType.Proposal]),
            new("VoteGeneric", [HotStuffMessageType.VoteGeneric]),
            new("VotePrepare", [HotStuffMessageType.VotePrepare]),
            new("VotePreCommit", [HotStuffMessageType.VotePreCommit]),
            new("VoteCommit", [HotStuffMessageType.VoteCommit]),
            new("Vote", Votes),
            new("Timeout", [HotStuffMessageType.Timeout]),
            new("NewView", [HotStuffMessageType.NewView]),
            new("Phase", [HotStuffMessageType.Phase]),
            new("FetchNodes", [HotStuffMessageType.FetchNodes]),
            new("Nodes", [HotStuffMessageType.Nodes]),
        ],
        Authenticators =
        [
            CarriedAuthenticators.InStatement<Proposal>(
                HotStuffMessageType.Proposal, p => CertificatesOf(p.Node.Justify, p.TC)),
            .. Votes.Select(CarriedAuthenticators.One),
            CarriedAuthenticators.InStatement<HotStuff.Timeout>(
                HotStuffMessageType.Timeout, t => CertificatesOf(t.HighQC, t.TC)),
            CarriedAuthenticators.InMessage<NewView>(
                HotStuffMessageType.NewView, v => CertificatesOf(v.HighQC, v.TC)),
            CarriedAuthenticators.InMessage<Phase>(HotStuffMessageType.Phase, _ => 1),
            CarriedAuthenticators.None(HotStuffMessageType.FetchNodes),
            CarriedAuthenticators.InMessage<HotStuff.Nodes>(
                HotStuffMessageType.Nodes, n => n.Items.Sum(i => CarriedAuthenticators.Certificate(i.Justify))),
        ],
        EvidenceKinds =
        [
            new("DOUBLE_PROPOSAL", [HotStuffMessageType.Proposal]),
            new("DOUBLE_VOTE", Votes),
            new("DOUBLE_STATE", [MessageType.StateVote]),
            new("Proposal", [HotStuffMessageType.Proposal]),
            new("Vote", Votes),
            new("StateVote", [MessageType.StateVote]),
        ],
    };

    /// <summary>A TC is one, and the certificate that it shows another.</summary>
    private static int CertificatesOf(QuorumCertificate? certificate, TimeoutCertificate? tc) =>
        CarriedAuthenticators.Certificate(certificate) + CarriedAuthenticators.Certificate(tc)
        + CarriedAuthenticators.Certificate(tc?.HighQC);

    private static Rotation RotationOf(ProtocolOptions options)
    {
        var description = All[0];
        return new Rotation(
            (uint)description.Value(options, "tenure"), description.Value(options, "votesToAll") >= 0.5);
    }
}
