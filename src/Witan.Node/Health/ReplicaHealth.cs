using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Node;

/// <summary>Judges a replica for probes. Each answer is null for yes, or why not in a few words.</summary>
public sealed class ReplicaHealth(ReplicaHost host, TimeSpan idle, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _gate = new();
    private Height _height;
    private long _moved = (time ?? TimeProvider.System).GetTimestamp();

    /// <summary>The process runs and its core has not stopped.</summary>
    public string? Live() => host.Completion.IsCompleted ? "the replica has stopped" : null;

    /// <summary>It takes part: it is in no catching up and votes.</summary>
    public string? Ready()
    {
        if (Live() is { } dead) return dead;
        var view = host.View;
        return view.Mode is "Normal" or "ViewChange" ? null : "mode " + view.Mode;
    }

    /// <summary>
    /// A quorum is within reach, and blocks were executed within the time in which an idle cluster makes one.
    /// </summary>
    public string? Progress()
    {
        if (Live() is { } dead) return dead;
        var configuration = host.Trust.Configurations.Newest;
        if (!configuration.Quorums.IsQuorum(Reachable(configuration)))
            return $"no quorum within reach: {host.ReachablePeers + 1} of {configuration.N} replicas";
        var (view, since) = (host.View, SinceMoved());
        if (since < idle) return null;
        return view.Stall.Length > 0
            ? view.Stall
            : $"nothing was executed above height {view.Executed.Value} for {since.TotalSeconds:F0} s";
    }

    private MemberSet Reachable(Configuration configuration)
    {
        var set = MemberSet.Empty;
        foreach (var member in configuration.Members)
            if (member.Id == host.Id || host.Reaches(member.Id)) set = set.With(configuration.PlaceOf(member.Id));
        return set;
    }

    private TimeSpan SinceMoved()
    {
        lock (_gate)
        {
            var height = host.View.Executed;
            if (height != _height) (_height, _moved) = (height, _time.GetTimestamp());
            return _time.GetElapsedTime(_moved);
        }
    }
}
