using Witan.Core.Messages;
using Witan.Protocols.Pbft;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>Two proposals of one leader for one slot and view.</summary>
/// <param name="First">What its honest code proposes.</param>
/// <param name="Second">The other one, with its block.</param>
/// <param name="Signed">The other one as it goes out.</param>
internal sealed record Twin(PrePrepare First, PrePrepare Second, SignedStatement Signed);
