using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>What a client believes without proof: the genesis, whose digest is the cluster id.</summary>
public sealed class Trust
{
    public Trust(Genesis genesis)
    {
        Genesis = genesis;
        Cluster = Sha256.Hash(genesis.Encode());
        Configurations = new Configurations(genesis.Configuration);
    }

    public Genesis Genesis { get; }

    /// <summary>The cluster id.</summary>
    public Digest Cluster { get; }

    public Configurations Configurations { get; }

    /// <summary>A verifier for one worker thread.</summary>
    public Verifier CreateVerifier(ISignatureScheme scheme) => new(Cluster, Configurations, scheme);
}
