using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.TestKit.Cluster;

namespace Witan.Variants.Situations;

/// <summary>
/// Replica 3 is so far behind that it needs a whole state. A liar, whom it asks first, serves one of a history that
/// never was, consistent in itself, under a certificate that the liar alone signed for all: it must not be installed.
/// </summary>
internal static class ForgedSnapshot
{
    private const int Requests = 40;
    private static readonly ReplicaId Liar = new(1);
    private static readonly ReplicaId Victim = new(3);

    public static string? Play()
    {
        var (cluster, invented) = (new TestCluster(), new TestCluster());
        cluster.Isolate(3);
        for (var i = 0; i < Requests; i++)
        {
            if (!cluster.RunUntilDone(cluster.Client.Submit("a"))) return "no progress without replica 3";
            if (!invented.RunUntilDone(invented.Client.Submit("b"))) return "no progress in the invented history";
        }

        cluster.Heal();
        Serve(cluster, invented);
        if (!cluster.World.RunUntil(() => cluster[3].Replica!.Executed >= cluster[0].Replica!.Executed))
            return "replica 3 does not catch up";
        return cluster.AgreementFault();
    }

    /// <summary>What the victim asks the liar for is answered from the invented history.</summary>
    private static void Serve(TestCluster cluster, TestCluster invented)
    {
        cluster.Drop((from, to, m) =>
        {
            if (from != Victim || to != Liar || m is not (FetchManifest or FetchRange)) return false;
            invented[1].Receive(Origin.Peer(Victim), m.Encoded.ToArray());
            return true;
        });
        invented.Drop((from, to, m) =>
        {
            if (from != Liar || to != Victim || m is not (Manifest or RangeChunk)) return false;
            var answer = m is Manifest manifest ? new Manifest(Forge(cluster, manifest.Certificate), manifest.Maps) : m;
            cluster.World.After(1_000, () => cluster[3].Receive(Origin.Peer(Liar), answer.Encoded.ToArray()));
            return true;
        });
    }

    private static StateCertificate Forge(TestCluster cluster, StateCertificate of)
    {
        var votes = of.Certificate.Signers.Select(member => new StateVote(default, member, of.Commitment))
            .Select(vote => new SignedStatement(vote, cluster.Sign((int)Liar.Value, vote).Signature));
        return new StateCertificate(Certificate.Build(of.Certificate.QuorumMode, [.. votes]));
    }
}
