using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Simulation.Attacks.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>A18: sends far more than it has to say. Its victims take turns.</summary>
internal sealed class Flood(StrategyCall call) : TargetedAttack(call)
{
    /// <summary>Genuine things that it needs to make some of its messages.</summary>
    private const int Kept = 64;

    private const long Second = 1_000_000;

    private readonly Recording<SignedStatement> _votes = new(Kept);
    private readonly Recording<Bundle> _bundles = new(Kept);
    private IReadOnlyList<NodeName> _to = [];
    private IProtocolFlood? _protocol;
    private long _owed;
    private ulong _count;

    public override void Begin()
    {
        _to = Call.Nodes("victims") is { } named ? [.. named.Where(name => name != Liar.Name)] : Liar.Others;
        _protocol = Liar.Cluster.Settings.Protocol.Name switch
        {
            "pbft" => new FloodOfPbft(Liar),
            "dbft" => new FloodOfDbft(Liar),
            "streamlet" => new FloodOfStreamlet(Liar),
            _ => null,
        };
        var perSecond = Call.Count("perSecond")!.Value;
        var every = Math.Max(1000, Second / perSecond);
        Every(every, () => Pour(perSecond * every));
    }

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (Own<Statement>(message) is not null) _votes.Add((SignedStatement)message);
        outgoing.Pass(message);
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is Bundle bundle) _bundles.Add(bundle);
        return true;
    }

    /// <param name="share">What this moment owes, in millionths of a message.</param>
    private void Pour(long share)
    {
        for (_owed += share; _owed >= Second && _to.Count > 0; _owed -= Second)
        {
            if (Make() is not { } message) continue;
            Say(_to[(int)(_count++ % (ulong)_to.Count)], message);
            Fire();
        }
    }

    /// <summary>Null while it has nothing to make it of.</summary>
    private Message? Make() => Call.Choice("what") switch
    {
        "bundles" => StrangeBundle(),
        "badSignatures" => _votes.Items.Count == 0 ? null : BadlySigned(Liar.Dice.Pick(_votes.Items)),
        "status" => new StatusQuery(_count),
        "fetches" => Fetch(),
        "proposals" => _protocol?.Proposal(_count),
        _ => _protocol?.ViewChange(_count),
    };

    /// <summary>Well signed by the liar's own key, which is no client's.</summary>
    private Bundle StrangeBundle()
    {
        var request = new byte[Call.Count("bytes")!.Value];
        var random = BitConverter.GetBytes(Liar.Dice.Next());
        random.AsSpan(0, Math.Min(random.Length, request.Length)).CopyTo(request);
        var session = new SessionId(Liar.Replica.Signer.PublicKey, 1);
        ReadOnlyMemory<byte>[] requests = [request];
        var text = Bundle.TextDigest(Liar.Cluster.Cluster, session, _count + 1, 1, requests);
        return new Bundle(session, _count + 1, 1, requests, Liar.Adversary.SignText(Liar.Id, text));
    }

    /// <summary>Another bad signature each time, so that nobody remembers it.</summary>
    private SignedStatement BadlySigned(SignedStatement vote)
    {
        var bytes = vote.Signature.ToArray();
        BitConverter.TryWriteBytes(bytes, Liar.Dice.Next());
        return new SignedStatement(vote.Statement, new Signature(bytes));
    }

    /// <summary>
    /// All that it knows of at once: the answer is much larger than the question. The rest is made up.
    /// </summary>
    private FetchBodies Fetch()
    {
        var unknown = Crypto.Sha256.Hash(BitConverter.GetBytes(Liar.Dice.Next()));
        return new FetchBodies([unknown], [unknown, .. _bundles.Items.Select(b => b.Digest)]);
    }
}
