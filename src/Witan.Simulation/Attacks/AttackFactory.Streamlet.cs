using Witan.Simulation.Attacks.Streamlet;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>Strategies that speak Streamlet.</summary>
public static partial class AttackFactory
{
    private static SortedDictionary<string, Func<StrategyCall, Attack>> Streamlet => new(StringComparer.Ordinal)
    {
        ["BadBlock"] = call => new BadBlock(call),
        ["BadNewView"] = call => new BadNewView(call),
        ["DoubleVote"] = call => new DoubleVote(call),
        ["EquivocateProposal"] = call => new EquivocateProposal(call),
        ["HideQC"] = call => new HideQC(call),
        ["LateVoteRelease"] = call => new LateVoteRelease(call),
        ["PlayTree"] = call => new PlayTree(call),
        ["StaleView"] = call => new StaleView(call),
        ["VoteWithhold"] = call => new VoteWithhold(call),
    };
}
