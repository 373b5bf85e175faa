namespace Witan.Primitives;

/// <summary>
/// Bounds that every reader of outside bytes applies before it allocates. Each says where its value comes from.
/// </summary>
public static class Limits
{
    /// <summary>
    /// Members of one configuration. Vote sets are 128-bit sets; the largest group of the laboratory has 100.
    /// </summary>
    public const int MaxMembers = 128;

    /// <summary>
    /// Highest height and view that bytes may name: far beyond what a cluster reaches, and windows and paths can be
    /// added to it without overflow.
    /// </summary>
    public const ulong MaxCounter = ulong.MaxValue / 4;

    /// <summary>Bytes of one frame on a connection: the largest result and its proof fit.</summary>
    public const int MaxFrameBytes = 4 * 1024 * 1024;

    /// <summary>Bytes of one request: 1.5 MiB as in etcd, which the gateway must accept.</summary>
    public const int MaxRequestBytes = 1536 * 1024;

    /// <summary>Bytes of one result. A frame also carries its path and commitments, hence less than a frame.</summary>
    public const int MaxResultBytes = (4 * 1024 * 1024) - (64 * 1024);

    /// <summary>Requests of one bundle.</summary>
    public const int MaxBundleRequests = 512;

    /// <summary>Bytes of one encoded bundle.</summary>
    public const int MaxBundleBytes = 2 * 1024 * 1024;

    /// <summary>References of one block: as many one-request bundles as a block may hold requests.</summary>
    public const int MaxBlockReferences = 1024;

    /// <summary>Bytes of one key of an ordered map: the request limit, since a key arrives in a request.</summary>
    public const int MaxKeyBytes = MaxRequestBytes;

    /// <summary>Bytes of a name: maps, organisations, protocols, applications, parameters.</summary>
    public const int MaxNameBytes = 128;

    /// <summary>Bytes of one address of a member.</summary>
    public const int MaxAddressBytes = 256;

    /// <summary>Client keys named in a genesis.</summary>
    public const int MaxGenesisClients = 1024;

    /// <summary>Commitments in one path from a height to the signed commitment that covers it.</summary>
    public const int MaxCommitmentPath = 32;

    /// <summary>
    /// Configurations of one cluster in its whole life: everybody who trusts the first keeps the steps to the newest. A
    /// member may ask for four at once and then for one per week, so one liar needs twenty years to use them up.
    /// </summary>
    public const int MaxConfigurations = 1024;
}
