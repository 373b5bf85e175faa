using Witan.Primitives.Membership;

namespace Witan.Tests.Synchronizing;

/// <summary>SY1 to SY5 of the specification, read off a trace. Each gives what breaks it, or null.</summary>
internal static class Properties
{
    /// <summary>The views that a process enters strictly increase.</summary>
    public static string? Monotone(SynchronizerWorld world)
    {
        foreach (var place in world.Correct)
        {
            var views = world.Entered.Where(e => e.Place == place).Select(e => e.View).ToArray();
            for (var i = 1; i < views.Length; i++)
            {
                if (views[i] <= views[i - 1]) return $"SY1: {place} went from {views[i - 1]} to {views[i]}";
            }
        }

        return null;
    }

    /// <summary>A view above v is entered only if a correct process advanced in v or below, or started.</summary>
    public static string? Validity(SynchronizerWorld world)
    {
        foreach (var (at, place, view) in world.Entered)
        {
            var isWanted = view == 1
                ? world.Started.Any(s => s.At <= at)
                : world.Advanced.Any(a => a.At <= at && a.View < view);
            if (!isWanted) return $"SY2: {place} entered {view}, and nobody had wanted to leave a lower view";
        }

        return null;
    }

    /// <summary>
    /// Who enters a view first is followed by all within two Delta, unless one goes on; for views of which no correct
    /// process spoke before the network was stable.
    /// </summary>
    public static string? BoundedEntry(SynchronizerWorld world)
    {
        const long within = 2 * SynchronizerWorld.Delta;
        var early = world.Wished.Where(w => w.At < world.Gst).Select(w => w.View).Append(world.Remembered).Max();
        foreach (var group in world.Entered.Where(e => e.View > early).GroupBy(e => e.View))
        {
            var first = group.Min(e => e.At);
            if (first < world.Gst || first + within > world.World.Now) continue;
            if (world.Advanced.Any(a => a.View >= group.Key && a.At <= first + within)) continue;
            foreach (var place in world.Correct)
            {
                if (!group.Any(e => e.Place == place && e.At <= first + within))
                    return $"SY3: {place} did not follow into {group.Key}";
            }
        }

        return null;
    }

    /// <summary>If a weak quorum started, somebody entered a view.</summary>
    public static string? StartUp(SynchronizerWorld world) =>
        !world.Quorums.IsWeakQuorum(Set(world.Started.Select(s => s.Place))) || world.Entered.Count > 0
            ? null : "SY4: nobody entered a view";

    /// <summary>If a weak quorum that entered a view advances there, somebody enters a higher one.</summary>
    public static string? Progress(SynchronizerWorld world)
    {
        foreach (var group in world.Advanced.Where(a => a.View > 0).GroupBy(a => a.View))
        {
            if (!world.Quorums.IsWeakQuorum(Set(group.Select(a => a.Place)))) continue;
            if (!world.Entered.Any(e => e.View > group.Key)) return $"SY5: nobody left {group.Key}";
        }

        return null;
    }

    /// <summary>The entry rule: nobody enters a view that it knows a correct process has left.</summary>
    public static string? NoDeadView(SynchronizerWorld world) => world.EnteredDead.Count == 0
        ? null : $"{world.EnteredDead[0].Place} entered {world.EnteredDead[0].View} behind a correct process";

    public static IEnumerable<string> All(SynchronizerWorld world) =>
        new[]
        {
            Monotone(world), Validity(world), BoundedEntry(world), StartUp(world), Progress(world), NoDeadView(world),
        }.OfType<string>();

    private static MemberSet Set(IEnumerable<int> places) =>
        places.Aggregate(MemberSet.Empty, (set, place) => set.With(place));
}
