using Witan.Core.Certificates;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Simulation.Attacks.Forging;

/// <summary>
/// States that the liar executed, longer than its honest code keeps them, and the votes that certify them, which pass
/// by.
/// </summary>
/// <param name="liar">Whose states.</param>
/// <param name="kept">Heights; the lowest make room.</param>
/// <param name="interval">Only heights that it divides.</param>
internal sealed class StateAlbum(Liar liar, int kept, uint interval)
{
    private readonly SortedDictionary<Height, SortedDictionary<ReplicaId, SignedStatement>> _votes = [];
    private readonly SortedDictionary<Height, ExecutedBlock> _blocks = [];
    private Height _captured;

    /// <summary>To be called with everything that is sent and received.</summary>
    public void Note(Message message)
    {
        Capture();
        if (message is not SignedStatement { Statement: StateVote vote } signed || !Keeps(vote.Commitment.Height))
            return;
        if (liar.Configuration.PlaceOf(vote.Sender) < 0) return;
        if (!_votes.TryGetValue(vote.Commitment.Height, out var votes)) _votes.Add(vote.Commitment.Height, votes = []);
        votes.TryAdd(vote.Sender, signed);
        if (_votes.Count > kept) _votes.Remove(_votes.Keys.First());
    }

    public ExecutedBlock? BlockAt(Height height) => _blocks.GetValueOrDefault(height);

    /// <summary>The newest at most at this height, or the oldest of all; null if nothing is certified.</summary>
    public CertifiedState? NewestUpTo(Height limit)
    {
        CertifiedState? oldest = null;
        foreach (var (height, votes) in _votes.Reverse())
        {
            if (BlockAt(height) is not { } block) continue;
            if (StateCertifier.Certify(liar.Configuration, [.. votes.Values]) is not { } certificate) continue;
            if (certificate.Commitment != block.Commitment) continue;
            oldest = new CertifiedState(certificate, block);
            if (height <= limit) return oldest;
        }

        return oldest;
    }

    private bool Keeps(Height height) => height != Height.Genesis && height.Value % interval == 0;

    private void Capture()
    {
        if (liar.Core is not { } core) return;
        for (var height = _captured.Next; height <= core.Executed; height = height.Next)
        {
            if (Keeps(height) && core.ExecutedAt(height) is { } block) _blocks[height] = block;
            if (_blocks.Count > kept) _blocks.Remove(_blocks.Keys.First());
        }

        _captured = Height.Max(_captured, core.Executed);
    }
}
