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
        if (!IsVoting && _rooms.Rejoin.HasLost) return _rooms.Rejoin.Stall;
        if (!IsVoting) return "has lost the state of its stable checkpoint: fetches it before it votes";
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
        AddLies(counters);
        return [.. counters.Take(StatusAnswer.MaxCounters)];
    }

    /// <summary>
    /// lies.WEIGHT.WHO.KIND: "proved" for what two kept signatures show to anybody, "observed" for what this replica
    /// saw.
    /// </summary>
    private void AddLies(SortedList<string, ulong> counters)
    {
        foreach (var (pair, count) in _rooms.Evidence.Proved)
        {
            var name = $"lies.proved.{pair.Key.Member}.{KindOf(pair.First.Statement.Domain)}";
            counters[name] = counters.GetValueOrDefault(name) + count;
        }

        foreach (var (key, count) in _rooms.Evidence.Observed)
            counters[$"lies.observed.{key.Member}.{key.What}"] = count;
        foreach (var (client, count) in _rooms.Admission.ClientLies.All)
            counters[$"lies.observed.{client}.bundle"] = count;
    }

    /// <summary>"witan/pbft/prepare/v1" is "pbft/prepare".</summary>
    private static string KindOf(string domain) => domain["witan/".Length..domain.LastIndexOf('/')];
}
