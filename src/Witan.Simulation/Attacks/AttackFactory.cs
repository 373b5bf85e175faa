using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>Makes the attack that a scenario names. One line per strategy: the registration list.</summary>
public static partial class AttackFactory
{
    /// <summary>Where a protocol has its own way to do what a strategy does.</summary>
    private static readonly SortedDictionary<string, SortedDictionary<string, Func<StrategyCall, Attack>>> Own =
        new(StringComparer.Ordinal)
        {
            ["hotstuff"] = HotStuff,
            ["hotstuff-2chain"] = HotStuff,
            ["hotstuff-basic"] = HotStuff,
            ["dbft"] = Dbft,
            ["streamlet"] = Streamlet,
        };

    private static readonly SortedDictionary<string, Func<StrategyCall, Attack>> Makers = new(StringComparer.Ordinal)
    {
        ["BadCheckpoint"] = call => new BadCheckpoint(call),
        ["BadNewView"] = call => new Pbft.BadNewView(call),
        ["CertSplice"] = call => new Pbft.CertSplice(call),
        ["Colluders"] = call => new Pbft.Colluders(call),
        ["CorruptStateTransfer"] = call => new CorruptStateTransfer(call),
        ["CrashCollusion"] = call => new Pbft.CrashCollusion(call),
        ["DoubleVote"] = call => new Pbft.DoubleVote(call),
        ["EquivocateProposal"] = call => new Pbft.EquivocateProposal(call),
        ["FalseAccusation"] = call => new FalseAccusation(call),
        ["Flood"] = call => new Flood(call),
        ["ForgedCertificate"] = call => new Pbft.ForgedCertificate(call),
        ["HideQC"] = call => new Pbft.HideQC(call),
        ["ImpersonateClient"] = call => new ImpersonateClient(call),
        ["LateVoteRelease"] = call => new Pbft.LateVoteRelease(call),
        ["LeaderTargeting"] = call => new LeaderTargeting(call),
        ["LieAboutHeight"] = call => new LieAboutHeight(call),
        ["LyingViewChange"] = call => new Pbft.LyingViewChange(call),
        ["Malformed"] = call => new Malformed(call),
        ["MutateField"] = call => new MutateField(call),
        ["NonCanonical"] = call => new NonCanonical(call),
        ["PartialAuth"] = call => new PartialAuth(call),
        ["Replay"] = call => new Replay(call),
        ["ResourceTrap"] = call => new Pbft.ResourceTrap(call),
        ["SelectiveSend"] = call => new SelectiveSend(call),
        ["SkipSlots"] = call => new Pbft.SkipSlots(call),
        ["SlowForOneClient"] = call => new SlowForOneClient(call),
        ["SlowLeader"] = call => new Pbft.SlowLeader(call),
        ["SpoofSender"] = call => new SpoofSender(call),
        ["StaleRead"] = call => new StaleRead(call),
        ["StaleView"] = call => new Pbft.StaleView(call),
        ["ViewChangeStorm"] = call => new Pbft.ViewChangeStorm(call),
        ["VoteWithhold"] = call => new Pbft.VoteWithhold(call),
        ["WrongExecution"] = call => new WrongExecution(call),
    };

    /// <summary>Names of all strategies that can run.</summary>
    public static IReadOnlyCollection<string> Names =>
        new SortedSet<string>(Makers.Keys.Concat(Own.Values.SelectMany(own => own.Keys)), StringComparer.Ordinal);

    /// <param name="call">A strategy of the catalogue with its arguments.</param>
    /// <param name="protocol">Under which it runs.</param>
    /// <exception cref="ArgumentException">The catalogue describes it, but nothing here runs it.</exception>
    public static Attack Create(StrategyCall call, string protocol)
    {
        var name = call.Strategy.Name;
        if (Own.TryGetValue(protocol, out var own) && own.TryGetValue(name, out var make)) return make(call);
        return Makers.TryGetValue(name, out make) ? make(call) : throw new ArgumentException("no attack named " + name);
    }
}
