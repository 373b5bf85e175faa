using Witan.Core.Messages;
using Witan.Protocols.Pbft;
using Witan.TestKit.Cluster;

namespace Witan.Variants.Situations;

/// <summary>
/// COMMITs of view 0 are heard by replica 1 alone, which is then cut off. The others change the view. Whatever they
/// decide for slot 1, replica 1 must not have decided something else.
/// </summary>
internal static class DecisionOfOne
{
    /// <summary>Of two COMMITs, one by a liar that afterwards shows nothing of it: too few to decide.</summary>
    public static string? Hidden()
    {
        var cluster = new TestCluster();
        cluster.Drop((_, to, m) => IsOfViewZero<Prepare>(m) && to?.Value is (2 or 3));
        cluster.Lie(
            0, (_, m) => m is SignedStatement { Statement: ViewChange asked } ? cluster.Sign(0, Bare(asked)) : m);
        return Play(cluster, () => { });
    }

    /// <summary>Of a quorum, and then the others restart: each of them must still show what it prepared.</summary>
    public static string? Lonely()
    {
        var cluster = new TestCluster();
        return Play(cluster, () =>
        {
            foreach (var place in (int[])[0, 2, 3])
            {
                cluster[place].Crash();
                cluster[place].Start();
            }
        });
    }

    private static string? Play(TestCluster cluster, Action before)
    {
        cluster.Drop((_, to, m) => IsOfViewZero<Commit>(m) && to?.Value is (0 or 2 or 3));
        var ticket = cluster.Client.Submit("a");
        cluster.World.Run(100_000);
        cluster.Isolate(1);
        before();
        if (!cluster.RunUntilDone(ticket)) return "no progress without the replica that is cut off";
        return cluster.AgreementFault();
    }

    private static bool IsOfViewZero<T>(Message message)
        where T : SlotStatement =>
        message is SignedStatement { Statement: T { View.Value: 0 } };

    private static ViewChange Bare(ViewChange asked) =>
        new(asked.Configuration, asked.Sender, asked.Target, asked.Stable, []);
}
