using Witan.Primitives;

namespace Witan.Protocols.Pbft;

/// <summary>One slot of a new view.</summary>
/// <param name="Height">The slot.</param>
/// <param name="Digest">The block prepared in the highest view, or the null block.</param>
/// <param name="Certificate">Why; null for the null block.</param>
public readonly record struct NewViewProposal(Height Height, Digest Digest, PreparedCertificate? Certificate);
