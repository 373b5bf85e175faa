using Witan.Conformance.Tests.FixedLeader;
using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Conformance.Tests;

/// <summary>Every protocol and mode that there is. A new one joins with one line in <see cref="All"/>.</summary>
internal static class Subjects
{
    public static readonly IReadOnlyList<Subject> All =
    [
        new(new Protocols.Pbft.Protocol(), PbftDescription.Value),
        new(new Protocol(), FixedLeaderDescription.Value, BearsFaults: false),
    ];

    public static TheoryData<string> Names => [.. All.Select(s => s.Name)];

    public static TheoryData<string> OfThoseThatBearFaults => [.. Bearing.Select(s => s.Name)];

    /// <summary>Each own message of each protocol that bears faults.</summary>
    public static TheoryData<string, string> Messages =>
        [.. Bearing.SelectMany(s => s.OwnMessages.Select(m => (s.Name, m)))];

    private static IEnumerable<Subject> Bearing => All.Where(s => s.BearsFaults);

    public static Subject Named(string name) => All.Single(s => s.Name == name);
}
