using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>A10: sends VIEW-CHANGEs that do not say what it knows.</summary>
internal sealed class LyingViewChange(StrategyCall call) : PbftAttack(call)
{
    private CheckpointAlbum? _album;

    private CheckpointAlbum Album => _album ??= new CheckpointAlbum(Liar);

    protected override IReadOnlyList<NodeName>? DefaultVictims =>
        Call.Choice("form") == "perRecipient" ? Liar.UpperHalf : null;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        Album.Note(message);
        var isTold = Call.Choice("form") != "perRecipient" || IsVictim(to);
        var lie = isTold && Own<ViewChange>(message) is { } honest ? Lie(honest) : null;
        outgoing.Pass(lie is null ? message : Sign(lie));
        if (lie is not null) Fire();
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        Album.Note(message);
        return true;
    }

    private ViewChange? Lie(ViewChange honest) => Call.Choice("form") switch
    {
        "omitPrepared" => Poorer.WithoutPrepared(honest, static _ => true),
        "lowerCheckpoint" => honest.Stable is null ? null : WithCheckpoint(honest, Album.NewestBelow(honest.Low)),
        "higherCheckpoint" => Unproved(honest) is { } unproved ? WithCheckpoint(honest, unproved) : null,
        _ => Poorer.Poorest(honest),
    };

    /// <summary>Keeps of the certificates those that lie in the window above the checkpoint.</summary>
    private ViewChange WithCheckpoint(ViewChange honest, StateCertificate? stable)
    {
        var low = stable?.Height ?? Height.Genesis;
        var high = low + Liar.Configuration.Parameters.Window;
        return new ViewChange(honest.Configuration, honest.Sender, honest.Target, stable,
            [.. honest.Prepared.Where(p => p.Height > low && p.Height <= high)]);
    }

    /// <summary>A checkpoint one interval on, under the own key for a whole quorum.</summary>
    private StateCertificate? Unproved(ViewChange honest)
    {
        if (Liar.Core is not { } core) return null;
        var configuration = Liar.Configuration;
        var height = honest.Low + configuration.Parameters.CheckpointInterval;
        var commitment = core.Last.Commitment with { Height = height, Configuration = configuration.Number };
        var vote = new StateVote(configuration.Number, Liar.Id, commitment);
        var mode = configuration.Quorums.Mode;
        SignerEntry[] entries =
        [
            .. configuration.Members.Take(configuration.Quorums.SmallestQuorum).Select(m => new SignerEntry(
                m.Id, Liar.Adversary.SignText(Liar.Id, vote.TextDigest(Liar.Cluster.Cluster, mode, m.Id)))),
        ];
        return CertificateText.ReadState(CertificateText.Write(vote, mode, entries));
    }
}
