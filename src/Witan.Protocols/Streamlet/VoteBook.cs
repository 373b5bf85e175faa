using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Streamlet;

/// <summary>
/// Votes by epoch and node, whether or not the node is known. A member that votes for two nodes of an epoch lies; both
/// votes count, each for its node, so that no two replicas count differently, and a third is left.
/// </summary>
internal sealed class VoteBook(Configuration configuration)
{
    private const int PerMember = 2;

    private readonly SortedDictionary<Epoch, SortedDictionary<Digest, VoteTable>> _epochs = [];

    /// <summary>Tables, one for each node that somebody voted for.</summary>
    public int Count => _epochs.Values.Sum(tables => tables.Count);

    public int Bound => EpochWindow.Size * PerMember * configuration.N;

    /// <summary>Takes a verified vote of an epoch within the window.</summary>
    /// <param name="signed">The vote.</param>
    /// <param name="vote">The same.</param>
    /// <param name="other">Another vote of the sender in this epoch: the two are a lie.</param>
    /// <returns>Conflicting if it is left because two are held.</returns>
    public VoteOutcome Add(SignedStatement signed, Vote vote, out SignedStatement? other)
    {
        other = null;
        var place = configuration.PlaceOf(vote.Sender);
        if (place < 0) return VoteOutcome.NotAMember;
        if (!_epochs.TryGetValue(vote.Epoch, out var tables)) _epochs[vote.Epoch] = tables = [];
        if (tables.TryGetValue(vote.Node, out var table) && table.Of(place) is not null) return VoteOutcome.Duplicate;
        var held = 0;
        foreach (var (_, ofOther) in tables)
        {
            if (ofOther.Of(place) is not { } earlier) continue;
            other = earlier;
            held++;
        }

        if (held == PerMember) return VoteOutcome.Conflicting;
        if (table is null) tables[vote.Node] = table = new VoteTable(configuration);
        return table.Add(signed, vote.Node);
    }

    /// <summary>A quorum's votes for a node, or null while there is none.</summary>
    public Certificate? TryCertify(Epoch epoch, Digest node) =>
        _epochs.TryGetValue(epoch, out var tables) ? tables.GetValueOrDefault(node)?.TryCertify(node) : null;

    public void DropBelow(Epoch lowest)
    {
        foreach (var epoch in _epochs.Keys.ToArray())
        {
            if (epoch < lowest) _epochs.Remove(epoch);
        }
    }
}
