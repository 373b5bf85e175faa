using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Protocols.Pbft;
using Witan.Storage.Journals;
using Witan.TestKit.Cluster;
using Witan.TestKit.Storage;

namespace Witan.Variants.Situations;

/// <summary>
/// Replica 2 stops in the moment in which a promise of it leaves, with all that was not flushed lost. When it is back
/// the leader of view 0, a liar, asks for what the promise forbids: with a proposal for slot 1 that is new to it.
/// </summary>
internal static class ForgottenPromise
{
    private static readonly ReplicaId Liar = new(0);

    /// <summary>The leader has shown its first proposal to replica 2 alone, which prepares it.</summary>
    public static string? OfPrepare()
    {
        var cluster = new TestCluster();
        cluster.Drop((from, to, m) => from == Liar && to?.Value is (1 or 3) && m.Type == PbftMessageType.PrePrepare);
        return Play(cluster, statement => statement is Prepare);
    }

    /// <summary>The leader shows its first proposal to nobody, until replica 2 asks for view 1.</summary>
    public static string? OfViewChange()
    {
        var cluster = new TestCluster();
        cluster.Drop((from, _, m) => from == Liar && m.Type == PbftMessageType.PrePrepare);
        return Play(cluster, statement => statement is ViewChange);
    }

    /// <summary>
    /// As <see cref="OfPrepare"/>, and while replica 2 is down a bit of the promise flips on its disk. Refusing to
    /// start is no fault; starting without the promise is one, and so is taking it for another one.
    /// </summary>
    public static string? OfRottenPrepare()
    {
        var cluster = new TestCluster();
        Statement? promised = null;
        cluster.Drop((from, to, m) => from == Liar && to?.Value is (1 or 3) && m.Type == PbftMessageType.PrePrepare);
        cluster.Drop((_, _, m) =>
        {
            if (m is SignedStatement { Statement: Prepare { Sender.Value: 2 } said }) promised ??= said;
            return false;
        });
        try
        {
            return Play(cluster, statement => statement is Prepare, () => FlipViewOf(promised!, cluster[2].Disk))
                ?? "replica 2 started from a damaged journal";
        }
        catch (JournalException refused) when (refused.Fault == JournalFault.Damaged)
        {
            return null;
        }
    }

    /// <summary>The view stands in front of height and digest, at the end of the record.</summary>
    private static void FlipViewOf(Statement promise, MemoryDisk disk)
    {
        var writer = new CanonicalWriter();
        new PromiseRecord(promise).Write(writer);
        var file = disk.List().Last(name => name.EndsWith(".wal", StringComparison.Ordinal));
        var start = disk.Contents(file).Span.IndexOf(writer.Written);
        disk.Corrupt(file, start + writer.Length - (8 + 8 + Digest.Size));
    }

    private static string? Play(TestCluster cluster, Func<Statement, bool> isPromise, Action? whileDown = null)
    {
        var ledger = new Ledger();
        var isStopped = false;
        cluster.Drop((_, _, m) =>
        {
            ledger.Note(m);
            if (isStopped || m is not SignedStatement { Statement: { Sender.Value: 2 } said }) return false;
            if (!isPromise(said)) return false;
            isStopped = true;
            cluster.World.After(0, () => cluster[2].Crash());
            return false;
        });
        cluster.Client.Submit("a");
        if (!cluster.World.RunUntil(() => isStopped && !cluster[2].IsUp)) return "replica 2 promised nothing";
        cluster.World.Run(20_000);
        whileDown?.Invoke();
        cluster[2].Start();
        var other = new Block(new Height(1), new BlockTime(cluster.World.Now), []);
        var lie = cluster.Sign(0, PrePrepare.Of(default, Liar, default, other));
        cluster[2].Receive(Origin.Peer(Liar), lie.Encoded.ToArray());
        cluster.World.Run(50_000);
        return ledger.Fault;
    }
}
