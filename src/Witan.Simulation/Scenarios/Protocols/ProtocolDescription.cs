using Witan.Core.Ordering;
using Witan.Simulation.Checking.Locks;

namespace Witan.Simulation.Scenarios;

/// <summary>What a file may say about one protocol.</summary>
public sealed record ProtocolDescription
{
    /// <summary>As it is registered, e.g. "pbft".</summary>
    public required string Name { get; init; }

    /// <summary>Names that `match` and points may use: those of the shared rooms and the protocol's own.</summary>
    public required ValueList<MessageName> Messages { get; init; }

    /// <summary>Kinds of `expect.evidence`, each with the types whose conflicting pairs it stands for.</summary>
    public required ValueList<MessageName> EvidenceKinds { get; init; }

    /// <summary>Settings beyond those that every protocol has. Default none.</summary>
    public ValueList<ProtocolOption> Options { get; init; } = [];

    /// <summary>What each message of the protocol carries, for every type that it has.</summary>
    public required ValueList<CarriedAuthenticators> Authenticators { get; init; }

    /// <summary>
    /// Makes the protocol for links and disks that take at most so long; null for a protocol that has no such setting
    /// of its own beside its timeouts.
    /// </summary>
    public Func<TimeSpan, IProtocol>? ForDelay { get; init; }

    /// <summary>
    /// Makes the protocol with what a file says of <see cref="Options"/>; null for a protocol without any.
    /// </summary>
    public Func<ProtocolOptions, IProtocol>? Configured { get; init; }

    /// <summary>
    /// The protocol with another leader in each view, where as registered one leader keeps several; null where each
    /// view has another one anyway.
    /// </summary>
    public IProtocol? Rotating { get; init; }

    /// <summary>
    /// Whether views begin at 0 with every height, instead of with every configuration. Default no.
    /// </summary>
    public bool ViewsBeginAnew { get; init; }

    /// <summary>
    /// How far from true time the clocks of correct replicas may stay for ever beside a liar, for a protocol that
    /// assumes synchronised clocks; exploration stays within it, since beyond it the protocol promises no progress.
    /// Null for a protocol that assumes nothing of clocks.
    /// </summary>
    public TimeSpan? SkewBesideLiar { get; init; }

    /// <summary>
    /// Makes the judge of a run that stood still, for a protocol that may lock by design; null for one that may not.
    /// </summary>
    public Func<ILockJudge>? Locks { get; init; }

    /// <summary>A setting of a file, or its default.</summary>
    public double Value(ProtocolOptions options, string name) =>
        options.Further.FirstOrDefault(f => f.Name == name)?.Value ?? Options.First(o => o.Name == name).Default;

    /// <summary>The types that a name stands for; null if there is no such name.</summary>
    public ValueList<byte>? TypesOf(string message) => Messages.FirstOrDefault(m => m.Name == message)?.Types;

    /// <summary>
    /// The types whose conflicting pairs a kind of evidence stands for; null if there is no such kind.
    /// </summary>
    public ValueList<byte>? TypesOfEvidence(string kind) => EvidenceKinds.FirstOrDefault(e => e.Name == kind)?.Types;
}
