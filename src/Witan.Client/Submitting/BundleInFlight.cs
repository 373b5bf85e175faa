using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>
/// A bundle that was sent and what replicas said about it. At most one block per member is believed to hold it.
/// </summary>
internal sealed class BundleInFlight
{
    private readonly SortedList<Digest, Execution> _executions = [];
    private readonly Digest?[] _claims;
    private readonly SortedList<RefusalReason, MemberSet> _refusals = [];

    public BundleInFlight(Bundle message, PendingRequest[] requests, int members, TimeSpan resendAfter)
    {
        Message = message;
        Requests = requests;
        Open = requests.Length;
        Wait = resendAfter;
        _claims = new Digest?[members];
    }

    public Bundle Message { get; }

    public PendingRequest[] Requests { get; }

    /// <summary>Requests without a completion.</summary>
    public int Open { get; set; }

    /// <summary>Until the next sending.</summary>
    public TimeSpan Wait { get; set; }

    /// <summary>When it is sent again.</summary>
    public Instant ResendDue { get; set; }

    /// <summary>The read that asks for kept results; 0 for none.</summary>
    public ulong Fetch { get; set; }

    /// <summary>Blocks that members say hold the bundle; at most one each.</summary>
    public IEnumerable<Execution> Executions => _executions.Values;

    /// <summary>A reply for this commitment whose proof was checked; null if there was none.</summary>
    public Reply? ProvedAt(StateCommitment commitment) =>
        _executions.TryGetValue(commitment.Digest, out var execution) ? execution.Proved : null;

    /// <summary>The block with this commitment as the one where a member saw the bundle executed.</summary>
    /// <returns>Null if the member named another block before.</returns>
    public Execution? Claim(int place, StateCommitment commitment)
    {
        if (_claims[place] is { } earlier && earlier != commitment.Digest) return null;
        _claims[place] = commitment.Digest;
        if (!_executions.TryGetValue(commitment.Digest, out var execution))
        {
            execution = new Execution(commitment, Message.First, Requests.Length, _claims.Length);
            _executions.Add(commitment.Digest, execution);
        }

        return execution;
    }

    /// <summary>Who refused with this reason since the last sending, the given member included.</summary>
    public MemberSet Refuse(int place, RefusalReason reason)
    {
        _refusals.TryGetValue(reason, out var members);
        return _refusals[reason] = members.With(place);
    }

    public void ForgetRefusals() => _refusals.Clear();
}
