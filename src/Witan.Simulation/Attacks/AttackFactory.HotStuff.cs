using Witan.Simulation.Attacks.HotStuff;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>Strategies that speak HotStuff, in any of its modes.</summary>
public static partial class AttackFactory
{
    private static SortedDictionary<string, Func<StrategyCall, Attack>> HotStuff => new(StringComparer.Ordinal)
    {
        ["BadNewView"] = call => new BadNewView(call),
        ["DoubleVote"] = call => new DoubleVote(call),
        ["EquivocateProposal"] = call => new EquivocateProposal(call),
        ["ForkBranch"] = call => new ForkBranch(call),
        ["HideQC"] = call => new HideQC(call),
        ["LateVoteRelease"] = call => new LateVoteRelease(call),
        ["LyingViewChange"] = call => new LyingViewChange(call),
        ["StaleView"] = call => new StaleView(call),
        ["ViewChangeStorm"] = call => new ViewChangeStorm(call),
        ["VoteWithhold"] = call => new VoteWithhold(call),
    };
}
