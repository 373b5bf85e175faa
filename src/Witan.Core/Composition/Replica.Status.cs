using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Core.Composition;

public sealed partial class Replica
{
    /// <summary>The operator's view of this replica.</summary>
    public StatusAnswer DescribeStatus(ulong id)
    {
        var ordering = _rooms.Ordering.Status;
        return new StatusAnswer
        {
            Id = id,
            Replica = _rooms.Self,
            Configuration = Configurations.Newest.Number,
            View = ordering.View,
            Leader = ordering.Leader,
            Mode = Mode,
            Executed = Executed,
            Stable = Stable,
            HighestSeen = Height.Max(_rooms.Transfer.HighestSeen, Executed),
            Stall = Stall(ordering.Stall),
            Counters = Counters(),
        };
    }

    private string Stall(string protocol)
    {
        if (_rooms.Certification.Diverged) return "the own state differs from a certified one: voting stopped";
        if (!IsVoting) return _rooms.Rejoin.Stall;
        return protocol;
    }

    private List<KeyValuePair<string, ulong>> Counters()
    {
        var counters = new SortedList<string, ulong>(StringComparer.Ordinal)
        {
            ["pool.bundles"] = (ulong)_rooms.Admission.Pool.Count,
            ["pool.bytes"] = (ulong)_rooms.Admission.Pool.Bytes,
            ["transfer.installed"] = _rooms.Transfer.Installed,
        };
        foreach (var (name, value) in _rooms.Counters.All) counters[name] = value;
        foreach (var (member, count) in _rooms.Evidence.Counts) counters["lies.proved." + member] = count;
        foreach (var (member, count) in _rooms.Transfer.Observed) counters["lies.observed." + member] = count;
        return [.. counters.Take(StatusAnswer.MaxCounters)];
    }
}
