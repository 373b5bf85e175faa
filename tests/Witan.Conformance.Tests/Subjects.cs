using Witan.Protocols.HotStuff;
using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Conformance.Tests;

/// <summary>Every protocol and mode that there is. A new one joins with one line in <see cref="All"/>.</summary>
internal static class Subjects
{
    public static readonly IReadOnlyList<Subject> All =
    [
        new(new Protocols.Pbft.Protocol(), PbftDescription.Value,
            "PrePrepare", "Prepare", "Commit", "ViewChange", "NewView", "Status"),
        new(Protocol.Chained, HotStuff("hotstuff"), "Proposal", "VoteGeneric", "Timeout", "NewView"),
        new(Protocol.TwoChain, HotStuff("hotstuff-2chain"), "Proposal", "VoteGeneric", "Timeout", "NewView"),
        new(Protocol.Basic, HotStuff("hotstuff-basic"),
            "Proposal", "VotePrepare", "VotePreCommit", "VoteCommit", "Phase", "Timeout", "NewView"),
        new(new Protocols.Dbft.Protocol(), DbftDescription.Value,
            "PrepareRequest", "PrepareResponse", "Commit", "ChangeView", "RecoveryRequest"),
        new(new Protocols.SingleShot.Protocol(), SingleShotDescription.Value,
            "NewLeader", "Propose", "Prepared", "Committed", "Wish"),
        new(new Protocols.Streamlet.Protocol(), StreamletDescription.Value, "Proposal", "Vote"),
        new(new FixedLeader.Protocol(), FixedLeader.FixedLeaderDescription.Value),
    ];

    public static TheoryData<string> Names => [.. All.Select(s => s.Name)];

    public static TheoryData<string> OfThoseThatBearFaults => [.. Bearing.Select(s => s.Name)];

    /// <summary>Each own message of each protocol that bears faults.</summary>
    public static TheoryData<string, string> Messages =>
        [.. Bearing.SelectMany(s => s.Messages.Select(m => (s.Name, m)))];

    private static IEnumerable<Subject> Bearing => All.Where(s => s.BearsFaults);

    public static Subject Named(string name) => All.Single(s => s.Name == name);

    private static ProtocolDescription HotStuff(string mode) => HotStuffDescription.All.Single(d => d.Name == mode);
}
