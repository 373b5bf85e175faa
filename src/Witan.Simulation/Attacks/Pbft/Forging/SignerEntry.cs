using Witan.Primitives;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>One signer of a certificate as its bytes name it.</summary>
internal readonly record struct SignerEntry(ReplicaId Signer, Signature Signature);
