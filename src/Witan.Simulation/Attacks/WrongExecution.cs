using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Simulation.Attacks.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>A25: agrees in ordering and says false results.</summary>
internal sealed class WrongExecution(StrategyCall call) : TargetedAttack(call)
{
    private FalseExecution? _history;

    private bool InVotes => Call.Choice("what") is "all" or "stateVotes";

    private bool InReplies => Call.Choice("what") is "all" or "replies";

    public override void Begin() => _history = new FalseExecution(Liar);

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        // Blocks are noted while the honest code still has them, whoever is told of them.
        if (Own<StateVote>(message) is { } said) _history!.At(said.Commitment.Height);
        var lie = IsVictim(to) ? Lie(message) : null;
        outgoing.Pass(lie ?? message);
        if (lie is not null) Fire();
    }

    private Message? Lie(Message message) => message switch
    {
        SignedStatement signed when InVotes && Own<StateVote>(message) is not null => FalseVote(signed),
        SignedStatement when InVotes && Own<ConfirmAnswer>(message) is { } answer => FalseAnswer(answer),
        Reply reply when InVotes && InReplies => FittingReply(reply) ?? WrongReply(reply),
        Reply reply when InReplies => WrongReply(reply),
        Reply reply when FalseVote(reply.Vote) is { } vote =>
            new Reply { Session = reply.Session, Path = reply.Path, Vote = vote, Leaves = reply.Leaves,
                Proof = reply.Proof },
        _ => null,
    };

    private SignedStatement? FalseVote(SignedStatement vote)
    {
        // Another strategy may have put something else in its place.
        return vote.Statement is StateVote said && _history!.At(said.Commitment.Height) is { } block
            ? Sign(new StateVote(said.Configuration, said.Sender, block.Commitment))
            : null;
    }

    private SignedStatement? FalseAnswer(ConfirmAnswer answer) => FalseVote(answer.Vote) is { } vote
        ? Sign(new ConfirmAnswer(answer.Configuration, answer.Sender, answer.Nonce, vote))
        : null;

    /// <summary>Its proof does not hold.</summary>
    private static Reply WrongReply(Reply reply) => new()
    {
        Session = reply.Session, Path = reply.Path, Vote = reply.Vote, Proof = reply.Proof,
        Leaves = [.. reply.Leaves.Select(FalseExecution.Wrong)],
    };

    /// <summary>All of it fits together; null for a block that was executed before the lie began.</summary>
    private Reply? FittingReply(Reply reply)
    {
        if (FalseVote(reply.Vote) is not { } vote || _history!.At(reply.Commitment.Height) is not { } block)
            return null;
        var bundle = block.Bundles.FirstOrDefault(b => b.Bundle.Session == reply.Session && b.Leaves.Count > 0
            && b.Leaves[0].Number == reply.Leaves[0].Number && b.Leaves.Count == reply.Leaves.Count);
        if (bundle is null) return null;
        var path = new List<StateCommitment>();
        foreach (var commitment in reply.Path)
        {
            if (_history.At(commitment.Height) is not { } step) return null;
            path.Add(step.Commitment);
        }

        return new Reply
        {
            Session = reply.Session, Path = path, Vote = vote, Leaves = bundle.Leaves,
            Proof = block.Results.Prove(bundle.FirstLeaf, bundle.Leaves.Count),
        };
    }
}
