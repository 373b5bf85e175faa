using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.TestKit.Cluster;

namespace Witan.Variants.Situations;

/// <summary>
/// Replica 3 asks for view 1 with a prepared certificate in which it has signed in the leader's place. The leader of
/// view 1 lacks one VIEW-CHANGE: it must not open the view with this one, which is no proof of anything (H9).
/// </summary>
internal static class WrongLeaderShown
{
    private static readonly ReplicaId Liar = new(3);

    public static string? Play()
    {
        var cluster = new TestCluster();
        var prepares = new VoteTable(cluster.Genesis.Configuration);
        NewView? opened = null;
        cluster.Drop((_, _, m) =>
        {
            if (m is SignedStatement { Statement: Prepare { Height.Value: 1, Sender.Value: 1 or 2 } said } signed)
                prepares.Add(signed, said.Digest);
            if (m is SignedStatement { Statement: NewView { Sender.Value: 1 } newView }) opened ??= newView;
            return false;
        });
        if (!cluster.RunUntilDone(cluster.Client.Submit("a"))) return "no progress";
        cluster.Drop((from, _, m) => from?.Value == 0 && m is SignedStatement { Statement: PrePrepare });
        cluster.Drop((from, to, m) =>
            from?.Value == 0 && to?.Value == 1 && m is SignedStatement { Statement: ViewChange });
        cluster.Lie(3, (_, m) => m is SignedStatement { Statement: ViewChange asked }
            ? cluster.Sign(3, Claim(cluster, asked, prepares)) : m);
        var ticket = cluster.Client.Submit("a");
        cluster.World.Run(1_000_000);
        cluster.Heal();
        if (!cluster.RunUntilDone(ticket)) return "no progress after healing";
        return opened is { } view && !view.ViewChangeSet().All(asked => asked.Prepared.All(p => IsOfLeader(cluster, p)))
            ? "a correct leader opened a view with a certificate that no leader signed" : cluster.AgreementFault();
    }

    private static bool IsOfLeader(TestCluster cluster, PreparedCertificate shown) =>
        shown.PrePrepare.Sender == PbftRules.Leader(cluster.Genesis.Configuration, shown.View);

    private static ViewChange Claim(TestCluster cluster, ViewChange asked, VoteTable prepares)
    {
        var certificate = prepares.Certify(prepares.Voters);
        var vote = (Prepare)certificate.Statement;
        var proposal = cluster.Sign(3, new PrePrepare(default, Liar, vote.View, vote.Height, vote.Digest, null));
        return new ViewChange(
            default, Liar, asked.Target, asked.Stable, [new PreparedCertificate(proposal, certificate)]);
    }
}
