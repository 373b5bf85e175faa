using Witan.Core.Execution;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Core.Reconfiguration;

/// <summary>
/// REJOINs that would have an effect at the next height and wait to be ordered: one per member, the first. They wait
/// like requests of clients, so a leader that ignores them is suspected.
/// </summary>
internal sealed class RejoinPool(Configurations configurations, ExecutionMachine execution)
{
    private readonly SortedList<ReplicaId, (RejoinBody Body, Instant Arrived)> _waiting = [];

    public bool Any => _waiting.Count > 0;

    public Instant? OldestSince
    {
        get
        {
            Instant? oldest = null;
            foreach (var (_, waiting) in _waiting)
            {
                if (oldest is null || waiting.Arrived < oldest) oldest = waiting.Arrived;
            }

            return oldest;
        }
    }

    /// <summary>All, by member.</summary>
    public IEnumerable<RejoinBody> All => _waiting.Values.Select(w => w.Body);

    /// <summary>Those that may stand in a block under a configuration.</summary>
    public IEnumerable<RejoinBody> For(ConfigurationNumber number) => All.Where(b => b.Rejoin.Configuration == number);

    public RejoinBody? Find(Digest digest)
    {
        foreach (var (_, waiting) in _waiting)
        {
            if (waiting.Body.Digest == digest) return waiting.Body;
        }

        return null;
    }

    /// <returns>False for one that would have no effect, and for a second one of a member.</returns>
    public bool Add(RejoinBody body, Instant now) =>
        HasEffect(body.Rejoin) && _waiting.TryAdd(body.Rejoin.Sender, (body, now));

    /// <summary>After every executed height: drops what has lost its effect.</summary>
    public void Trim()
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (!HasEffect(_waiting.GetValueAtIndex(i).Body.Rejoin)) _waiting.RemoveAt(i);
        }
    }

    private bool HasEffect(Rejoin rejoin) => RejoinRules.Accept(
        rejoin, configurations.At(execution.Executed.Next), RejoinEntry.Of(execution.Last.State, rejoin.Sender),
        execution.Time) is not null;
}
