namespace Witan.Simulation.Scenarios;

/// <summary>Who takes part. Replicas are 0 .. n-1, clients "c0" .., gateways "g0" ...</summary>
public sealed record ClusterSpec
{
    /// <summary>Replicas, 1 to 128. Default 4.</summary>
    public int N { get; init; } = 4;

    /// <summary>f as the file gives it; null where it does not.</summary>
    public int? DeclaredF { get; init; }

    /// <summary>Replicas that an adversary controls, distinct; honest until a `byz` fault. Default none.</summary>
    public ValueList<int> Byzantine { get; init; } = [];

    /// <summary>Clients with own keys, 0 to 1,000. Default 1.</summary>
    public int Clients { get; init; } = 1;

    /// <summary>Gateways, 0 to 100. Default 0.</summary>
    public int Gateways { get; init; }

    /// <summary>The organisation of each replica, n names or none. Default none: an own one for each.</summary>
    public ValueList<string> Orgs { get; init; } = [];

    /// <summary>Default the registry.</summary>
    public ApplicationKind App { get; init; } = ApplicationKind.Registry;

    /// <summary>Default ideal.</summary>
    public CryptoKind Crypto { get; init; } = CryptoKind.Ideal;

    /// <summary>Whether more than f may be faulty; see <see cref="SafetyRule"/>. Default false.</summary>
    public bool AllowExceedF { get; init; }

    /// <summary>How many the cluster is built to bear; n >= 3f + 1. Default (n - 1) / 3.</summary>
    public int F => DeclaredF ?? ((N - 1) / 3);

    /// <summary>Whether the node is one of this cluster's.</summary>
    public bool Has(NodeName node) => node.Index < node.Kind switch
    {
        NodeKind.Client => Clients,
        NodeKind.Gateway => Gateways,
        _ => N,
    };
}
