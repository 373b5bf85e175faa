using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Core.Certification;

/// <summary>
/// When the own state votes go to the other replicas. Clients have theirs at once; replicas need certificates for
/// checkpoints and reads only, and a certificate needs a quorum of votes for one height, not many votes. So all
/// replicas say the same heights, the marks, and any other height only when it was the last for a while, when somebody
/// waits for a certificate, or when another replica said it: then this vote is what it lacks.
/// </summary>
/// <param name="configurations">The checkpoint interval of a height.</param>
/// <param name="delay">How long the newest vote waits for a newer one; zero says every vote at once.</param>
internal sealed class VoteBroadcast(Configurations configurations, TimeSpan delay)
{
    /// <summary>
    /// Heights between marks. Under load a certificate is at most this many blocks behind, for an eighth of the votes.
    /// </summary>
    public const ulong Stride = 8;

    public static readonly TimerId Timer = new("certification", "vote", 0);

    // Votes being signed that are for this replica alone so far, and signed ones that no other replica has. Both lie
    // between the newest certified height and the last executed one, so within the window.
    private readonly SortedSet<Height> _signing = [];
    private readonly SortedList<Height, SignedStatement> _unsaid = [];
    private Height? _newestSaid;
    private bool _isWanted;

    /// <summary>
    /// Whether every replica votes for this height and says so at once: checkpoints and the marks between.
    /// </summary>
    public bool IsMark(Height height) =>
        height.Value % Stride == 0 || height.Value % configurations.At(height).Parameters.CheckpointInterval == 0;

    /// <summary>Where a vote goes that is about to be signed.</summary>
    /// <param name="height">What it is for.</param>
    /// <param name="isHeard">Whether another replica has said this height.</param>
    public Destination Begin(Height height, bool isHeard)
    {
        if (delay > TimeSpan.Zero && !isHeard && !_isWanted && !IsMark(height))
        {
            _signing.Add(height);
            return Destination.Self;
        }

        NoteSaid(height);
        return Destination.All;
    }

    /// <summary>The own vote came back signed.</summary>
    public void OnSigned(SignedStatement vote, bool isHeard, Outbox outbox)
    {
        var height = ((StateVote)vote.Statement).Commitment.Height;
        if (!_signing.Remove(height)) return;
        _unsaid[height] = vote;
        if (isHeard) Say(height, outbox);
        else if (_isWanted) OnWanted(outbox);
        else outbox.SetTimer(Timer, delay);
    }

    /// <summary>Another replica said a height: with the own vote it comes closer to a certificate.</summary>
    public void OnHeard(Height height, Outbox outbox)
    {
        if (_unsaid.ContainsKey(height)) Say(height, outbox);
    }

    /// <summary>Somebody waits for a certificate at or above what is executed here: the newest vote goes out.</summary>
    public void OnWanted(Outbox outbox)
    {
        _isWanted = _signing.Count > 0;
        SayNewest(outbox);
    }

    /// <summary>Nothing newer was signed for a while.</summary>
    public void OnTimer(Outbox outbox) => SayNewest(outbox);

    /// <summary>This height is certified: nobody needs votes for lower ones.</summary>
    public void Forget(Height certified)
    {
        while (_unsaid.Count > 0 && _unsaid.GetKeyAtIndex(0) < certified) _unsaid.RemoveAt(0);
    }

    private void SayNewest(Outbox outbox)
    {
        if (_unsaid.Count > 0 && !(_unsaid.GetKeyAtIndex(_unsaid.Count - 1) < _newestSaid))
            Say(_unsaid.GetKeyAtIndex(_unsaid.Count - 1), outbox);
    }

    private void Say(Height height, Outbox outbox)
    {
        outbox.Send(_unsaid[height], Destination.All);
        _unsaid.Remove(height);
        NoteSaid(height);
    }

    private void NoteSaid(Height height)
    {
        _newestSaid = Height.Max(_newestSaid ?? height, height);
        if (_signing.Count == 0) _isWanted = false;
    }
}
