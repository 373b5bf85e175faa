using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Certificates;

/// <summary>
/// What executing a block led to (RULES 5). It names the commitment before it, so one signature over the newest covers
/// older ones. Nothing in it depends on the view in which a replica learnt the decision.
/// </summary>
public sealed record StateCommitment
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = (8 * Primitives.Digest.Size) + 8 + 8 + 8;

    private Digest? _digest;

    public StateCommitment()
    {
    }

    // A changed copy has another digest: the remembered one must not come along.
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    private StateCommitment(StateCommitment other)
    {
        Cluster = other.Cluster;
        Configuration = other.Configuration;
        Height = other.Height;
        Previous = other.Previous;
        Chain = other.Chain;
        Time = other.Time;
        State = other.State;
        Results = other.Results;
        Changes = other.Changes;
        Extensions = other.Extensions;
        NextConfiguration = other.NextConfiguration;
    }

    public required Digest Cluster { get; init; }

    public required ConfigurationNumber Configuration { get; init; }

    public required Height Height { get; init; }

    /// <summary>Digest of the commitment of the height before; zero at genesis.</summary>
    public required Digest Previous { get; init; }

    /// <summary>H(chain digest of the height before, block digest); the cluster id at genesis.</summary>
    public required Digest Chain { get; init; }

    /// <summary>Effective time.</summary>
    public required BlockTime Time { get; init; }

    /// <summary>Root over the roots of all maps.</summary>
    public required Digest State { get; init; }

    /// <summary>RFC 6962 root over the result leaves of this block.</summary>
    public required Digest Results { get; init; }

    /// <summary>Root over what this block changed.</summary>
    public required Digest Changes { get; init; }

    /// <summary>Zero now.</summary>
    public Digest Extensions { get; init; }

    /// <summary>Digest of the configuration that the next height has.</summary>
    public required Digest NextConfiguration { get; init; }

    /// <summary>SHA-256 of the canonical bytes.</summary>
    public Digest Digest => _digest ??= ComputeDigest();

    public void Write(CanonicalWriter writer)
    {
        writer.Digest(Cluster);
        writer.Configuration(Configuration);
        writer.Height(Height);
        writer.Digest(Previous);
        writer.Digest(Chain);
        writer.Time(Time);
        writer.Digest(State);
        writer.Digest(Results);
        writer.Digest(Changes);
        writer.Digest(Extensions);
        writer.Digest(NextConfiguration);
    }

    public static StateCommitment Read(ref CanonicalReader reader)
    {
        var commitment = new StateCommitment
        {
            Cluster = reader.Digest(),
            Configuration = reader.Configuration(),
            Height = reader.Height(),
            Previous = reader.Digest(),
            Chain = reader.Digest(),
            Time = reader.Time(),
            State = reader.Digest(),
            Results = reader.Digest(),
            Changes = reader.Digest(),
            Extensions = reader.Digest(),
            NextConfiguration = reader.Digest(),
        };
        if (!commitment.Extensions.IsZero) reader.Fail();
        return commitment;
    }

    public bool Equals(StateCommitment? other) => other is not null && Digest == other.Digest;

    public override int GetHashCode() => Digest.GetHashCode();

    private Digest ComputeDigest()
    {
        var writer = new CanonicalWriter(Size);
        Write(writer);
        return Sha256.Hash(writer.Written);
    }
}
