using Witan.Core.Ordering;
using Witan.Simulation.Scenarios;

namespace Witan.Conformance.Tests;

/// <summary>A protocol that the suite judges.</summary>
/// <param name="Protocol">As it is registered.</param>
/// <param name="Description">What a scenario may say about it.</param>
/// <param name="Messages">
/// Names of the messages that its replicas say while leaders come and go: around each of them every replica dies once.
/// None: it claims only the part of the suite without faults.
/// </param>
internal sealed record Subject(IProtocol Protocol, ProtocolDescription Description, params string[] Messages)
{
    public string Name => Protocol.Name;

    public bool BearsFaults => Messages.Length > 0;
}
