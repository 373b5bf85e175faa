using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.TestKit.Ordering;

/// <summary>
/// Everybody's keys in a small cluster under any protocol: what honest replicas sign, and what liars would.
/// </summary>
public class OrderingForge
{
    private readonly ISigner[] _signers;

    /// <param name="protocol">Whose statements it signs.</param>
    /// <param name="n">Members.</param>
    /// <param name="f">How many may lie.</param>
    public OrderingForge(IProtocol protocol, int n = 4, int f = 1)
    {
        Protocol = protocol;
        _signers = [.. Enumerable.Range(0, n).Select(i => Scheme.CreateSigner($"replica {i}"))];
        var members = _signers.Select((s, i) => new Member(
            new ReplicaId((uint)i), $"organisation {i}", s.PublicKey, default, $"host:{i}", 1));
        Configuration = Configuration.Create(
            default, members, f, protocol.Name,
            new ClusterParameters { CheckpointInterval = 8, Window = 16, SlotsInFlight = 4 });
        Codec = new MessageCodec(protocol.Codec);
    }

    public static IdealScheme Scheme { get; } = new(Sha256.Hash("witan ordering harness"u8));

    public static Digest Cluster { get; } = Sha256.Hash("witan ordering cluster"u8);

    public IProtocol Protocol { get; }

    public Configuration Configuration { get; }

    public MessageCodec Codec { get; }

    public int N => Configuration.N;

    public ConfigurationNumber Number => Configuration.Number;

    public ReplicaId Id(int place) => Configuration.Members[place].Id;

    public SignedStatement Sign(int place, Statement statement) =>
        new(statement, _signers[place].Sign(statement.TextDigest(Cluster, Configuration.Quorums.Mode)));

    /// <summary>A block of one reference that no desk can tell from a real one.</summary>
    public static Block Block(ulong height, byte content = 1) => new(
        new Height(height), new BlockTime(1), [new Reference(Reference.Bundle, Sha256.Hash([content]), 10)]);

    /// <summary>What some block of a height led to: nobody on a bench executes anything.</summary>
    public StateCommitment Commitment(Height height) => new()
    {
        Cluster = Cluster, Configuration = Number, Height = height, Previous = Digest.Zero, Chain = Digest.Zero,
        Time = new BlockTime(1), State = Digest.Zero, Results = Digest.Zero, Changes = Digest.Zero,
        NextConfiguration = Digest.Zero,
    };
}
