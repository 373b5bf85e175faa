using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>Double proposals of corrupted leaders: all corrupted replicas know them.</summary>
internal sealed class TwinTable
{
    /// <summary>Slots; the lowest make room.</summary>
    public const int Kept = 1024;

    private readonly SortedDictionary<(Height Height, View View), Twin> _twins = [];

    /// <summary>The one table of an adversary.</summary>
    public static TwinTable Of(Adversary adversary) => adversary.Shared("pbft twins", () => new TwinTable());

    public Twin? Find(View view, Height height) => _twins.GetValueOrDefault((height, view));

    /// <summary>The proposal's other half, made at the first asking.</summary>
    /// <param name="adversary">Signs it.</param>
    /// <param name="first">An own proposal with its block.</param>
    /// <param name="content">How the second block differs.</param>
    /// <returns>Null if there is no block that differs so.</returns>
    public Twin? FindOrMake(Adversary adversary, PrePrepare first, string content)
    {
        if (Find(first.View, first.Height) is { } known) return known;
        if (OtherBlocks.Make(first.Block!, content) is not { } block) return null;
        var second = PrePrepare.Of(first.Configuration, first.Sender, first.View, block);
        var twin = new Twin(first, second, adversary.Sign(second));
        _twins.Add((first.Height, first.View), twin);
        if (_twins.Count > Kept) _twins.Remove(_twins.Keys.First());
        return twin;
    }

    /// <summary>A commit for one of the two; a liar needs no certificate for it.</summary>
    public static SignedStatement Commit(Adversary adversary, ReplicaId sender, PrePrepare proposal) =>
        adversary.Sign(new Commit(proposal.Configuration, sender, proposal.View, proposal.Height, proposal.Digest));

    /// <summary>A prepare for one of the two.</summary>
    public static SignedStatement Prepare(Adversary adversary, ReplicaId sender, PrePrepare proposal) =>
        adversary.Sign(new Prepare(proposal.Configuration, sender, proposal.View, proposal.Height, proposal.Digest));
}
