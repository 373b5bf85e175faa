using Witan.Core.Certificates;
using Witan.Primitives;

namespace Witan.Core.Blocks;

/// <summary>A decided block and the protocol's proof that it was decided.</summary>
/// <param name="Block">Its digest equals the certificate's.</param>
/// <param name="Certificate">Of the same height.</param>
public sealed record Decision(Block Block, OrderingCertificate Certificate)
{
    public Height Height => Block.Height;

    /// <summary>Whether block and certificate belong together.</summary>
    public bool IsConsistent => Certificate.Height == Block.Height && Certificate.Block == Block.Digest;
}
