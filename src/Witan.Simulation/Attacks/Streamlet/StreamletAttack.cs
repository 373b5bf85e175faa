using Witan.Core.Messages;
using Witan.Protocols.Streamlet;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Streamlet;

/// <summary>What the attacks that speak Streamlet have in common: what of the honest code's is their matter.</summary>
internal abstract class StreamletAttack(StrategyCall call) : TargetedAttack(call)
{
    private static readonly long EpochLength = new StreamletOptions().EpochMicroseconds;

    /// <summary>The epoch by the liar's own clock.</summary>
    protected Epoch Epoch => StreamletRules.EpochAt(Liar.Replica.Clock.Now.Wall, EpochLength);

    /// <summary>Microseconds until an epoch begins by the liar's own clock; negative if it has begun.</summary>
    protected long Until(Epoch epoch) =>
        StreamletRules.StartOf(epoch, EpochLength).Microseconds - Liar.Replica.Clock.Now.Wall.Microseconds;

    protected Vote? OwnVote(Message message) => Own<Vote>(message);

    /// <summary>An own proposal as it goes out, with what rides along.</summary>
    protected Proposal? OwnProposal(Message message) => Own<Proposal>(message);
}
