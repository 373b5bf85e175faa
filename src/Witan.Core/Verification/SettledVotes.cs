using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Primitives.Membership;

namespace Witan.Core.Verification;

/// <summary>
/// Votes for what a quorum has said already. Of n votes a quorum is enough, and a signature costs more than anything
/// else that is done with a vote: so the first vote of a member that agrees with what is settled is set aside
/// unverified, and the core never sees it. No lie is hidden by that: whatever a member says again is judged as ever,
/// and if it contradicts what was set aside, that is verified too and comes first, so that the core holds both halves.
/// </summary>
/// <remarks>
/// One thread at a time: a host with several verifiers puts a lock around it, and asks <see cref="TakeContradicted"/>
/// in one order with what the core settles. Bounded by <see cref="MaxSettled"/> times the members; what is forgotten is
/// verified again. Not durable: a replica that restarts has settled nothing. That a vote which was set aside is forged,
/// or its sender had no right to it, goes unnoticed: it has no effect either.
/// </remarks>
/// <param name="configurations">Who is a member, by the number in a vote.</param>
/// <param name="self">Whose own votes are never set aside.</param>
public sealed class SettledVotes(Configurations configurations, ReplicaId self) : ISettledVotes
{
    /// <summary>How many are remembered: some three for each height of a window of the default size.</summary>
    public const int MaxSettled = 1024;

    private readonly Dictionary<PromiseKey, Subject> _subjects = [];
    private readonly Queue<PromiseKey> _order = new();

    /// <summary>How many are remembered now.</summary>
    public int Count => _subjects.Count;

    /// <summary>Takes what <see cref="Contract.Effect.Settle"/> says.</summary>
    public void Settle(Statement said, IReadOnlyList<ReplicaId> dissenters)
    {
        if (said.Promise is not { } key || configurations.ByNumber(said.Configuration) is not { } members) return;
        if (!_subjects.TryAdd(key, new Subject(members, FieldsOf(said), [self, .. dissenters]))) return;
        _order.Enqueue(key);
        if (_order.Count > MaxSettled) _subjects.Remove(_order.Dequeue());
    }

    /// <inheritdoc/>
    public bool TrySetAside(SignedStatement vote) =>
        vote.Statement.Promise is { } key && _subjects.TryGetValue(key, out var subject) && subject.TrySetAside(vote);

    /// <inheritdoc/>
    public SignedStatement? TakeContradicted(Statement said) =>
        said.Promise is { } key && _subjects.TryGetValue(key, out var subject)
            ? subject.TakeContradicted(said)
            : null;

    private static byte[] FieldsOf(Statement statement)
    {
        var writer = new CanonicalWriter(statement.FieldsSize);
        statement.WriteFields(writer);
        return writer.Written.ToArray();
    }

    /// <summary>What was settled, and who has been heard about it since, or said otherwise before.</summary>
    private sealed class Subject
    {
        private readonly Configuration _members;
        private readonly byte[] _fields;
        private SortedList<int, SignedStatement>? _aside;
        private MemberSet _heard = MemberSet.Empty;

        public Subject(Configuration members, byte[] fields, IReadOnlyList<ReplicaId> heard)
        {
            _members = members;
            _fields = fields;
            foreach (var member in heard)
            {
                var place = members.PlaceOf(member);
                if (place >= 0) _heard = _heard.With(place);
            }
        }

        public bool TrySetAside(SignedStatement vote)
        {
            // Unverified: whoever speaks in the name of another gets that one's next vote verified, which is no harm.
            var place = _members.PlaceOf(vote.Statement.Sender);
            if (place < 0 || _heard.Contains(place)) return false;
            _heard = _heard.With(place);
            if (!FieldsOf(vote.Statement).AsSpan().SequenceEqual(_fields)) return false;
            (_aside ??= []).Add(place, vote);
            return true;
        }

        public SignedStatement? TakeContradicted(Statement said)
        {
            var place = _members.PlaceOf(said.Sender);
            if (place < 0 || FieldsOf(said).AsSpan().SequenceEqual(_fields)) return null;
            // It may have been verified before this was settled: its sender's vote for this would be evidence.
            _heard = _heard.With(place);
            if (_aside is null || !_aside.TryGetValue(place, out var earlier)) return null;
            _aside.Remove(place);
            return earlier;
        }
    }
}
