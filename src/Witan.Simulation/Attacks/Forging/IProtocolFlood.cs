using Witan.Core.Messages;

namespace Witan.Simulation.Attacks.Forging;

/// <summary>What a flood says in the language of one protocol.</summary>
internal interface IProtocolFlood
{
    /// <summary>A proposal out of turn.</summary>
    Message Proposal(ulong count);

    /// <summary>What makes others leave a view, or answer at length.</summary>
    Message ViewChange(ulong count);
}
