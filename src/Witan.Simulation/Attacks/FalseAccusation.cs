using Witan.Core.Certificates;
using Witan.Core.Evidence;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Simulation.Attacks.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>
/// A23: accuses replicas that did not lie. It names what it claims to hold in a Progress, and who asks for it is shown
/// a pair of statements that proves nothing. They are state votes, which every protocol has.
/// </summary>
internal sealed class FalseAccusation(StrategyCall call) : Attack
{
    /// <summary>Statements of each member that it can choose from.</summary>
    private const int Kept = 8;

    private readonly SortedDictionary<ReplicaId, Recording<SignedStatement>> _heard = [];
    private int _turn;

    public override void Begin() => Every(call.Count("everyMs")!.Value * 1000, Accuse);

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is SignedStatement { Statement: StateVote vote } signed && vote.Sender == from.Id)
            Record(signed, vote);
        if (message is not FetchEvidence fetch || PairAgainst(fetch.Key) is not { } pair) return true;
        Say(from, new EvidenceAnswer(pair));
        Fire();
        return false;
    }

    private void Record(SignedStatement signed, StateVote vote)
    {
        if (!_heard.TryGetValue(vote.Sender, out var votes)) _heard.Add(vote.Sender, votes = new(Kept));
        if (votes.Items.All(v => HeightOf(v) != vote.Commitment.Height)) votes.Add(signed);
    }

    private void Accuse()
    {
        var accused = call.Replica("member") ?? Liar.Adversary.Correct[_turn++ % Liar.Adversary.Correct.Count];
        var key = new EvidenceKey(accused.Id, MessageType.StateVote, Liar.Configuration.Number);
        if (PairAgainst(key) is null || Liar.Core is not { } core) return;
        Say(Liar.Others, new Progress(core.Executed, core.Stable, [key]));
    }

    /// <summary>Null for what it did not claim, or cannot even seem to show.</summary>
    private EvidencePair? PairAgainst(EvidenceKey key)
    {
        if (key.Type != MessageType.StateVote || Liar.Adversary.Controls(key.Member)) return null;
        if (call.Replica("member") is { } named && named.Id != key.Member) return null;
        if (!_heard.TryGetValue(key.Member, out var votes)) return null;
        SignedStatement[] usable = [.. votes.Items.Where(v => v.Statement.Configuration == key.Configuration)];
        if (usable.Length < 2) return null;
        return call.Choice("form") switch
        {
            "badSignature" => EvidencePair.Of(usable[^1], Forged((StateVote)usable[^1].Statement)),
            "sameText" => EvidencePair.Of(usable[^1], usable[^1]),
            _ => EvidencePair.Of(usable[^2], usable[^1]),
        };
    }

    /// <summary>What the accused did not say, under the liar's key.</summary>
    private SignedStatement Forged(StateVote genuine)
    {
        var state = Sha256.Hash(genuine.Commitment.State.ToArray());
        var said = new StateVote(genuine.Configuration, genuine.Sender, genuine.Commitment with { State = state });
        var text = said.TextDigest(Liar.Cluster.Cluster, Liar.Configuration.Quorums.Mode);
        return new SignedStatement(said, Liar.Adversary.SignText(Liar.Id, text));
    }

    private static Height HeightOf(SignedStatement vote) => ((StateVote)vote.Statement).Commitment.Height;
}
