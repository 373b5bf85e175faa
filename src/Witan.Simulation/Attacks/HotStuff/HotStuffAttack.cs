using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.HotStuff;
using Witan.Simulation.Attacks.HotStuff.Forging;
using Witan.Simulation.Scenarios;
using Timeout = Witan.Protocols.HotStuff.Timeout;

namespace Witan.Simulation.Attacks.HotStuff;

/// <summary>What the attacks that speak HotStuff have in common: what of the honest code's is their matter.</summary>
internal abstract class HotStuffAttack(StrategyCall call) : TargetedAttack(call)
{
    /// <summary>The view that the honest code is in.</summary>
    protected View View => Liar.Core?.Ordering.View ?? default;

    /// <summary>What all corrupted replicas know of the tree.</summary>
    protected SeenTree Tree => SeenTree.Of(Liar.Adversary);

    /// <summary>Whether votes have phases, and a leader counts those of its own view.</summary>
    protected bool IsBasic => Liar.Cluster.Settings.Protocol.Name == Protocol.Basic.Name;

    public override bool OnReceive(NodeName from, Message message)
    {
        Tree.Note(message);
        return true;
    }

    protected Vote? OwnVote(Message message) => Own<Vote>(message);

    protected Proposal? OwnProposal(Message message) => Own<Proposal>(message);

    /// <summary>Whether the argument <c>votes</c> names this kind; a generic vote stands for every phase.</summary>
    protected bool IsChosen(Vote vote) => Call.Choice("votes") switch
    {
        "prepare" => vote is VoteGeneric or VotePrepare,
        "commit" => vote is not VotePrepare,
        _ => true,
    };

    /// <summary>The same vote for another node.</summary>
    protected SignedStatement Recast(Vote vote, View view, Digest node, Height height) => Sign(vote switch
    {
        VotePrepare => new VotePrepare(vote.Configuration, Liar.Id, view, node, height),
        VotePreCommit => new VotePreCommit(vote.Configuration, Liar.Id, view, node, height),
        VoteCommit => new VoteCommit(vote.Configuration, Liar.Id, view, node, height),
        _ => new VoteGeneric(vote.Configuration, Liar.Id, view, node, height),
    });

    /// <summary>A TIMEOUT that shows no certificate, as of one who has seen none: nobody can know better.</summary>
    protected SignedStatement Poorest(Timeout honest) => Sign(
        new Timeout(honest.Configuration, Liar.Id, honest.View, default, null, honest.TC));
}
