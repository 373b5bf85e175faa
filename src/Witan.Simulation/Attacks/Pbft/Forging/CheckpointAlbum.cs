using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Simulation.Attacks.Forging;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>Genuine certificates of the last checkpoints, put together from the state votes that pass by.</summary>
/// <param name="liar">Who listens.</param>
internal sealed class CheckpointAlbum(Liar liar)
{
    /// <summary>Checkpoints; the lowest make room.</summary>
    public const int Kept = 8;

    private readonly SortedDictionary<Height, SortedDictionary<ReplicaId, SignedStatement>> _votes = [];

    public void Note(Message message)
    {
        if (message is not SignedStatement { Statement: StateVote vote } signed) return;
        var height = vote.Commitment.Height;
        if (height == Height.Genesis || height.Value % liar.Configuration.Parameters.CheckpointInterval != 0) return;
        if (!_votes.TryGetValue(height, out var votes)) _votes.Add(height, votes = []);
        votes.TryAdd(vote.Sender, signed);
        if (_votes.Count > Kept) _votes.Remove(_votes.Keys.First());
    }

    /// <summary>
    /// The newest checkpoint below a height that a quorum of equal votes proves; null if there is none.
    /// </summary>
    public StateCertificate? NewestBelow(Height limit)
    {
        foreach (var (height, votes) in _votes.Reverse())
        {
            if (height < limit
                && StateCertifier.Certify(liar.Configuration, [.. votes.Values]) is { } certificate) return certificate;
        }

        return null;
    }
}
