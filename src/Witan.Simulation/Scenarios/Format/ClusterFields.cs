using Witan.Primitives;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>The fields of <c>cluster</c>.</summary>
internal static class ClusterFields
{
    /// <summary>The number of a replica.</summary>
    public static readonly WholeShape<int> Id = new(0, NodeName.MaxIndex);

    public static readonly ObjectShape<ClusterSpec> Cluster = new(
        new ClusterSpec(),
        Fields.Of("n", "Replicas, numbered from 0.", new WholeShape<int>(1, Limits.MaxMembers),
            (ClusterSpec c) => c.N, (c, v) => c with { N = v }),
        Fields.Of("f", "How many may be faulty, n >= 3f + 1; null: (n - 1) / 3.",
            Fields.OrNull(new WholeShape<int>(0, Limits.MaxMembers)),
            (ClusterSpec c) => c.DeclaredF, (c, v) => c with { DeclaredF = v }),
        Fields.Of("byzantine", "Replicas of the adversary; honest until a byz fault.",
            new ListShape<int>(Id, 0, Limits.MaxMembers, distinct: true),
            (ClusterSpec c) => c.Byzantine, (c, v) => c with { Byzantine = v }),
        Fields.Of("clients", "Clients, c0 and on.", new WholeShape<int>(0, 1_000),
            (ClusterSpec c) => c.Clients, (c, v) => c with { Clients = v }),
        Fields.Of("gateways", "Gateways, g0 and on.", new WholeShape<int>(0, 100),
            (ClusterSpec c) => c.Gateways, (c, v) => c with { Gateways = v }),
        Fields.Of("orgs", "The organisation of each replica, n names; none: an own one for each.",
            new ListShape<string>(new TextShape(1, 100, oneLine: true), 0, Limits.MaxMembers),
            (ClusterSpec c) => c.Orgs, (c, v) => c with { Orgs = v }),
        Fields.Of("app", "The service that is replicated.", new ApplicationShape(),
            (ClusterSpec c) => c.App, (c, v) => c with { App = v }),
        Fields.Of("crypto", "Signatures by an oracle, or real ones.",
            new ChoiceShape<CryptoKind>(("ideal", CryptoKind.Ideal), ("real", CryptoKind.Real)),
            (ClusterSpec c) => c.Crypto, (c, v) => c with { Crypto = v }),
        Fields.Of("allowExceedF", "Whether more than f may be faulty; safety then asks that lies are detected and "
            + "culprits named.",
            Fields.Flag, (ClusterSpec c) => c.AllowExceedF, (c, v) => c with { AllowExceedF = v }));
}
