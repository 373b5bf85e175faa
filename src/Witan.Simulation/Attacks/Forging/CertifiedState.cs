using Witan.Core.Certificates;
using Witan.Core.Execution;

namespace Witan.Simulation.Attacks.Forging;

/// <summary>A height that a quorum vouches for, and what it is.</summary>
internal sealed record CertifiedState(StateCertificate Certificate, ExecutedBlock Block);
