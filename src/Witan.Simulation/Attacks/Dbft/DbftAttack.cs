using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Dbft;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Dbft;

/// <summary>What the attacks that speak dBFT have in common: what of the honest code's is their matter.</summary>
internal abstract class DbftAttack(StrategyCall call) : TargetedAttack(call)
{
    /// <summary>The view that the honest code is in.</summary>
    protected View View => Liar.Core?.Ordering.View ?? default;

    /// <summary>The height that the honest code makes.</summary>
    protected Height Height => (Liar.Core?.Executed ?? Height.Genesis).Next;

    /// <summary>An own PrepareResponse or Commit.</summary>
    protected HeightStatement? OwnVote(Message message) =>
        Own<HeightStatement>(message) is { } vote and (PrepareResponse or Commit) ? vote : null;

    protected PrepareRequest? OwnProposal(Message message) =>
        Own<PrepareRequest>(message) is { Block: not null } own ? own : null;

    /// <summary>Whether the argument <c>votes</c> names this kind.</summary>
    protected bool IsChosen(HeightStatement vote) => Call.Choice("votes") switch
    {
        "prepare" => vote is PrepareResponse,
        "commit" => vote is Commit,
        _ => true,
    };

    protected static Digest DigestOf(HeightStatement said) => said switch
    {
        PrepareRequest request => request.Digest,
        PrepareResponse response => response.Preparation,
        Commit commit => commit.Digest,
        _ => default,
    };

    /// <summary>The same vote about something else.</summary>
    protected static HeightStatement Recast(HeightStatement vote, View view, Digest digest) => vote is Commit
        ? new Commit(vote.Configuration, vote.Sender, vote.Height, view, digest)
        : new PrepareResponse(vote.Configuration, vote.Sender, vote.Height, view, digest);

    /// <summary>A digest that names nothing; all liars make up the same one.</summary>
    protected static Digest MadeUp(HeightStatement vote) => Pbft.Forging.Recast.MadeUp(DigestOf(vote));
}
