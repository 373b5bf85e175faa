using Witan.Core.Messages;
using Witan.Protocols.Streamlet;

namespace Witan.Simulation.Attacks.Streamlet.Forging;

/// <summary>Two proposals of one leader for one epoch.</summary>
/// <param name="First">What its honest code proposes.</param>
/// <param name="Second">The other one.</param>
/// <param name="Signed">The other one as it goes out.</param>
internal sealed record NodeTwin(Proposal First, Proposal Second, SignedStatement Signed);
