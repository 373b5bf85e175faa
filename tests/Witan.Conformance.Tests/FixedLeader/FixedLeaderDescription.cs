using Witan.Simulation.Scenarios;

namespace Witan.Conformance.Tests.FixedLeader;

/// <summary>What a scenario may say about it.</summary>
internal static class FixedLeaderDescription
{
    private static readonly MessageName Own = new("Vote", [Vote.Number]);

    public static ProtocolDescription Value { get; } = new()
    {
        Name = "fixed-leader",
        Messages = [.. SharedMessages.All, Own],
        Authenticators = [CarriedAuthenticators.One(Vote.Number)],
        EvidenceKinds = [],
    };
}
