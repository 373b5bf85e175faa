namespace Witan.Simulation.Scenarios.Format;

/// <summary>The fields of <c>network</c>, <c>disk</c>, <c>clock</c> and <c>limits</c>.</summary>
internal static class WorldFields
{
    private static readonly ObjectShape<LinkQuality> Quality = new(
        new LinkQuality(),
        Fields.Of("latencyMs", "Drawn per message.", new RangeShape(0, Fields.MaxMs),
            (LinkQuality q) => q.LatencyMs, (q, v) => q with { LatencyMs = v }),
        Fields.Of("loss", "Probability that a message is lost.", Fields.Probability,
            (LinkQuality q) => q.Loss, (q, v) => q with { Loss = v }),
        Fields.Of("dup", "Probability that a message arrives twice.", Fields.Probability,
            (LinkQuality q) => q.Dup, (q, v) => q with { Dup = v }),
        Fields.Of("reorder", "Probability that a message may be overtaken on its link.", Fields.Probability,
            (LinkQuality q) => q.Reorder, (q, v) => q with { Reorder = v }));

    public static readonly ObjectShape<NetworkSpec> Network = new(
        new NetworkSpec(),
        Fields.Of("gstMs", "Global stabilisation time.", Fields.Ms,
            (NetworkSpec n) => n.GstMs, (n, v) => n with { GstMs = v }),
        Fields.Of("deltaMs", "Longest delay after GST between correct nodes that nothing separates; longer draws are "
            + "cut to it. null: the longest latency of after.", Fields.OrNull(Fields.Ms),
            (NetworkSpec n) => n.DeclaredDeltaMs, (n, v) => n with { DeclaredDeltaMs = v }),
        Fields.Of("before", "Every directed link until GST.", Quality,
            (NetworkSpec n) => n.Before, (n, v) => n with { Before = v }),
        Fields.Of("after", "Every directed link from GST on.", Quality,
            (NetworkSpec n) => n.After, (n, v) => n with { After = v }));

    public static readonly ObjectShape<DiskSpec> Disk = new(
        new DiskSpec(),
        Fields.Of("profile", "How long a flush takes: 0, 0 to 2, or 5 to 25 ms.",
            new ChoiceShape<DiskProfile>(
                ("ssd", DiskProfile.Ssd), ("hdd", DiskProfile.Hdd), ("instant", DiskProfile.Instant)),
            (DiskSpec d) => d.Profile, (d, v) => d with { Profile = v }),
        Fields.Of("bitrot", "Probability per sector read that a bit has flipped.", Fields.Probability,
            (DiskSpec d) => d.Bitrot, (d, v) => d with { Bitrot = v }),
        Fields.Of("tornWrite", "Probability that a crash leaves the last write half done.", Fields.Probability,
            (DiskSpec d) => d.TornWrite, (d, v) => d with { TornWrite = v }),
        Fields.Of("lostFsync", "Probability per flush that it says done and is not.", Fields.Probability,
            (DiskSpec d) => d.LostFsync, (d, v) => d with { LostFsync = v }),
        Fields.Of("misdirect", "Probability per write that it lands in another sector.", Fields.Probability,
            (DiskSpec d) => d.Misdirect, (d, v) => d with { Misdirect = v }),
        Fields.Of("syncMs", "Duration of a flush; null: the profile's.",
            Fields.OrNull(new RangeShape(0, Fields.MaxMs)),
            (DiskSpec d) => d.SyncMs, (d, v) => d with { SyncMs = v }),
        Fields.Of("capacityBytes", "When the disk is full; null: never.",
            Fields.OrNull(new WholeShape<long>(4_096, Fields.MaxWhole)),
            (DiskSpec d) => d.CapacityBytes, (d, v) => d with { CapacityBytes = v }));

    public static readonly ObjectShape<ClockSpec> Clock = new(
        new ClockSpec(),
        Fields.Of("skewMs", "Wall time less true time at the start, drawn per node.",
            new RangeShape(-Fields.MaxMs, Fields.MaxMs),
            (ClockSpec c) => c.SkewMs, (c, v) => c with { SkewMs = v }),
        Fields.Of("driftPpm", "How much too fast or slow a clock may run, in millionths, drawn per node.",
            new FractionShape(0, 100_000), (ClockSpec c) => c.DriftPpm, (c, v) => c with { DriftPpm = v }));

    public static readonly ObjectShape<RunLimits> Limits = new(
        new RunLimits(),
        Fields.Of("virtualMs", "Virtual time.", Fields.PositiveMs,
            (RunLimits l) => l.VirtualMs, (l, v) => l with { VirtualMs = v }),
        Fields.Of("events", "Events.", new WholeShape<long>(1, 1_000_000_000),
            (RunLimits l) => l.Events, (l, v) => l with { Events = v }));
}
