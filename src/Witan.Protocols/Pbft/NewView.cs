using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Pbft;

/// <summary>
/// The new leader opens its view: (v+1, V, O) of the paper. V justifies O, and everybody computes O again from V.
/// </summary>
/// <remarks>Fields: target u64 | count u32, signed VIEW-CHANGEs by sender | count u32, signed PRE-PREPARE headers by
/// height.</remarks>
public sealed class NewView(
    ConfigurationNumber configuration, ReplicaId sender, View target, IReadOnlyList<SignedStatement> viewChanges,
    IReadOnlyList<SignedStatement> proposals)
    : Statement(configuration, sender)
{
    /// <summary>More headers cannot stand in one frame.</summary>
    public const int MaxProposals = Limits.MaxFrameBytes / (Nested.MinimumBytes + 49);

    public View Target { get; } = target;

    /// <summary>V: signed VIEW-CHANGEs for the target, ascending by sender, so distinct.</summary>
    public IReadOnlyList<SignedStatement> ViewChanges { get; } = viewChanges;

    /// <summary>O: the leader's signed PRE-PREPARE headers in the target view, ascending by height.</summary>
    public IReadOnlyList<SignedStatement> Proposals { get; } = proposals;

    public override byte Type => PbftMessageType.NewView;

    public override string Domain => "witan/pbft/new-view/v1";

    public override PromiseKey? Promise => new PromiseKey(Configuration, Type, Target.Value, 0);

    /// <summary>V without the signatures, in the order of the message.</summary>
    public IReadOnlyList<ViewChange> ViewChangeSet() => [.. ViewChanges.Select(v => (ViewChange)v.Statement)];

    public override void WriteFields(CanonicalWriter writer)
    {
        writer.View(Target);
        Nested.WriteMany(writer, ViewChanges);
        Nested.WriteMany(writer, Proposals);
    }

    public override void VisitNested(INestedVisitor visitor)
    {
        foreach (var viewChange in ViewChanges) viewChange.Visit(visitor);
        foreach (var proposal in Proposals) proposal.Visit(visitor);
    }

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var target = reader.View();
        var viewChanges = Nested.ReadMany(ref reader, Limits.MaxMembers, ViewChange.Read);
        var proposals = Nested.ReadMany(ref reader, MaxProposals, PrePrepare.ReadHeader);
        if (target == default || viewChanges.Length == 0) reader.Fail();
        for (var i = 1; i < viewChanges.Length && !reader.Failed; i++)
        {
            if (viewChanges[i].Statement.Sender <= viewChanges[i - 1].Statement.Sender) reader.Fail();
        }

        for (var i = 1; i < proposals.Length && !reader.Failed; i++)
        {
            if (HeightOf(proposals[i]) <= HeightOf(proposals[i - 1])) reader.Fail();
        }

        return reader.Failed ? null : new NewView(configuration, sender, target, viewChanges, proposals);
    }

    private static Height HeightOf(SignedStatement proposal) => ((PrePrepare)proposal.Statement).Height;
}
