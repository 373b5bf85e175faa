using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Protocols.Dbft;

/// <summary>RecoveryRequest and RecoveryMessage: what one validator lacks, others say again.</summary>
internal sealed partial class DbftOrdering
{
    private readonly SortedDictionary<ReplicaId, Instant> _answered = [];

    private Rejection? OnRecoveryRequest(RecoveryRequest m, ReplicaId from, Outbox outbox)
    {
        if (m.Configuration != Current.Number) return Rejection.UnknownConfiguration;
        if (m.Height != _at.Height) return Rejection.Stale;
        See(from, m.View);
        return Answer(from, outbox);
    }

    /// <summary>
    /// onRecoveryRequest: answered by those who committed and by F + 1 behind the one that asks, once per interval.
    /// </summary>
    private Rejection? Answer(ReplicaId asking, Outbox outbox)
    {
        var place = Current.PlaceOf(asking);
        if (place < 0) return Rejection.NotAMember;
        if (!IsMember || !(_at.HasCommitted || DbftRules.Answers(Quorums, place, Own))) return null;
        if (_answered.TryGetValue(asking, out var last) && _now.Monotonic - last < _context.Options.StatusInterval)
            return DbftRejection.TooOften;
        var known = Known();
        if (known.IsEmpty) return null;
        _answered[asking] = _now.Monotonic;
        outbox.Send(known, Destination.One(asking));
        return null;
    }

    /// <summary>All that this validator knows of the height.</summary>
    private RecoveryMessage Known() => new(
        Current.Number, _at.Height, _at.View, _at.ChangeViews, _at.Request, _at.Responses, _at.AllCommits);

    /// <summary>onRecoveryMessage: each part is taken as if its sender had said it now.</summary>
    private Rejection? OnRecoveryMessage(RecoveryMessage m, Outbox outbox)
    {
        if (m.Configuration != Current.Number) return Rejection.UnknownConfiguration;
        if (m.Height != _at.Height) return Rejection.Stale;
        // A quorum of commits of any view decides; counted before views, they may free preparations again.
        Take(m, m.Commits, outbox);
        Take(m, m.ChangeViews, outbox);
        if (m.View != _at.View) return null;
        if (m.Request is { } request) Take(m, [request], outbox);
        Take(m, m.Responses, outbox);
        return null;
    }

    private void Take(RecoveryMessage m, IReadOnlyList<SignedStatement> said, Outbox outbox)
    {
        foreach (var signed in said)
        {
            if (_at.Height != m.Height || _at.IsDecided) return;
            // What is known already is not refused to the one who says it again.
            _ = signed.Statement switch
            {
                PrepareRequest request => OnPrepareRequest(signed, request, outbox),
                PrepareResponse response => OnPrepareResponse(signed, response, outbox),
                Commit commit => OnCommit(signed, commit, outbox),
                ChangeView { NewView: var view } change when view > _at.View => OnChangeView(signed, change, outbox),
                _ => null,
            };
        }
    }
}
