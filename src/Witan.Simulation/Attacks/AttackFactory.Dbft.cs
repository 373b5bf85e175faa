using Witan.Simulation.Attacks.Dbft;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>Strategies that speak dBFT.</summary>
public static partial class AttackFactory
{
    private static SortedDictionary<string, Func<StrategyCall, Attack>> Dbft => new(StringComparer.Ordinal)
    {
        ["BadBlock"] = call => new BadBlock(call),
        ["DoubleVote"] = call => new DoubleVote(call),
        ["EquivocateProposal"] = call => new EquivocateProposal(call),
        ["HideQC"] = call => new HideQC(call),
        ["LateVoteRelease"] = call => new LateVoteRelease(call),
        ["LyingViewChange"] = call => new LyingViewChange(call),
        ["StaleView"] = call => new StaleView(call),
        ["ViewChangeStorm"] = call => new ViewChangeStorm(call),
        ["VoteWithhold"] = call => new VoteWithhold(call),
    };
}
