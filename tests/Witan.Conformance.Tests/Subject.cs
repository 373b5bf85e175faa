using Witan.Core.Ordering;
using Witan.Simulation.Scenarios;

namespace Witan.Conformance.Tests;

/// <summary>A protocol that the suite judges.</summary>
/// <param name="Protocol">As it is registered.</param>
/// <param name="Description">Its messages, of which some are lost and after each of which a leader dies.</param>
/// <param name="BearsFaults">Whether it claims more than the part without faults.</param>
internal sealed record Subject(IProtocol Protocol, ProtocolDescription Description, bool BearsFaults = true)
{
    public string Name => Protocol.Name;

    /// <summary>Names of its own messages, without those of the shared rooms.</summary>
    public IEnumerable<string> OwnMessages =>
        Description.Messages.Select(m => m.Name).Except(SharedMessages.All.Select(m => m.Name));
}
