namespace Witan.Simulation.Scenarios.Format;

/// <summary>The actions and their fields.</summary>
internal static class ActionFields
{
    private const TriggerKinds Once = TriggerKinds.At;
    private const TriggerKinds OnceOrOften = TriggerKinds.At | TriggerKinds.Every;

    private static readonly Shape<long?> ForMs = Fields.OrNull(Fields.PositiveMs);

    private static readonly ListShape<NodeName> Group = new(Fields.Node, 1, 2_000, distinct: true);

    private static readonly ChoiceShape<string> Strategies =
        new([.. StrategyCatalogue.All.Select(strategy => (strategy.Name, strategy.Name))]);

    public static readonly ActionCase[] All =
    [
        new(Of(new FaultAction.Byz(), "byz",
                Fields.Required("node", "One of cluster.byzantine.", Fields.Replica,
                    (FaultAction.Byz a) => a.Node, (a, v) => a with { Node = v }),
                Fields.Required("strategy", "What it does.", Strategies,
                    (FaultAction.Byz a) => a.Strategy, (a, v) => a with { Strategy = v }),
                Fields.Of("args", "Of the strategy.", new MapShape<ArgValue>(new ArgShape(), 20),
                    (FaultAction.Byz a) => a.Args, (a, v) => a with { Args = v })),
            Once, "A byzantine replica follows a strategy until a heal of it; several stack."),
        new(Of(new FaultAction.Heal(), "heal",
                Fields.Of("node", "Ends its strategies, skew, and full or slow disk; null: ends cuts, partitions, "
                    + "flaps, message rules and skews everywhere.", Fields.OrNull(Fields.Node),
                    (FaultAction.Heal a) => a.Node, (a, v) => a with { Node = v })),
            OnceOrOften, "Ends faults; never a crash."),
        new(Of(new FaultAction.Partition(), "partition",
                Fields.Required("groups", "Who stands in different ones does not hear each other; who stands in none "
                    + "talks to all.",
                    new ListShape<ValueList<NodeName>>(Group, 2, 200),
                    (FaultAction.Partition a) => a.Groups, (a, v) => a with { Groups = v }),
                Fields.Of("oneWay", "Only what an earlier group says is not heard in a later one.", Fields.Flag,
                    (FaultAction.Partition a) => a.OneWay, (a, v) => a with { OneWay = v }),
                Fields.Of("forMs", "null: until a heal.", ForMs,
                    (FaultAction.Partition a) => a.ForMs, (a, v) => a with { ForMs = v })),
            OnceOrOften, "Separates groups."),
        new(Of(new FaultAction.Cut(), "cut",
                Fields.Required("link", "[a, b].", new LinkShape(),
                    (FaultAction.Cut a) => a.Link, (a, v) => a with { Link = v }),
                Fields.Of("oneWay", "Only a is not heard by b.", Fields.Flag,
                    (FaultAction.Cut a) => a.OneWay, (a, v) => a with { OneWay = v }),
                Fields.Of("forMs", "null: until a heal.", ForMs,
                    (FaultAction.Cut a) => a.ForMs, (a, v) => a with { ForMs = v })),
            OnceOrOften, "Cuts one link."),
        new(Of(new FaultAction.Flap(), "flap",
                Fields.Required("link", "[a, b].", new LinkShape(),
                    (FaultAction.Flap a) => a.Link, (a, v) => a with { Link = v })),
            TriggerKinds.Every, "Toggles a link each time; the first time cuts; up after the last."),
        new(Of(new FaultAction.Crash(), "crash",
                Fields.Required("node", "A replica.", Fields.Replica,
                    (FaultAction.Crash a) => a.Node, (a, v) => a with { Node = v }),
                Fields.Of("disk", "What it finds at its restart: all that was durable, nothing, or the image of its "
                    + "last checkpoint.",
                    new ChoiceShape<CrashDisk>(
                        ("keep", CrashDisk.Keep), ("lose", CrashDisk.Lose), ("old", CrashDisk.Old)),
                    (FaultAction.Crash a) => a.Disk, (a, v) => a with { Disk = v }),
                Fields.Of("restartAfterMs", "null: never.", Fields.OrNull(Fields.Ms),
                    (FaultAction.Crash a) => a.RestartAfterMs, (a, v) => a with { RestartAfterMs = v })),
            OnceOrOften, "Ends a replica's process."),
        new(Of(new FaultAction.Pause(), "pause",
                Fields.Required("node", "Who.", Fields.Node,
                    (FaultAction.Pause a) => a.Node, (a, v) => a with { Node = v }),
                Fields.Required("forMs", "How long.", Fields.PositiveMs,
                    (FaultAction.Pause a) => a.ForMs, (a, v) => a with { ForMs = v })),
            OnceOrOften, "Stops a node for a while; what arrives waits."),
        new(Of(new FaultAction.Skew(), "skew",
                Fields.Required("node", "Whose clock.", Fields.Node,
                    (FaultAction.Skew a) => a.Node, (a, v) => a with { Node = v }),
                Fields.Required("ms", "How far; negative is back.", new WholeShape<long>(-Fields.MaxMs, Fields.MaxMs),
                    (FaultAction.Skew a) => a.Ms, (a, v) => a with { Ms = v })),
            OnceOrOften, "A wall clock jumps, until a heal."),
        new(Of(new FaultAction.DiskFailure(), "disk",
                Fields.Required("node", "A replica.", Fields.Replica,
                    (FaultAction.DiskFailure a) => a.Node, (a, v) => a with { Node = v }),
                Fields.Required("fault", "The next crash tears the last write; the next flush is lost; a bit flips; "
                    + "the next write goes astray; full or slow until a heal of the node.",
                    new ChoiceShape<DiskFault>(
                        ("tornWrite", DiskFault.TornWrite), ("lostFsync", DiskFault.LostFsync),
                        ("bitRot", DiskFault.BitRot), ("misdirect", DiskFault.Misdirect), ("full", DiskFault.Full),
                        ("slow", DiskFault.Slow)),
                    (FaultAction.DiskFailure a) => a.Fault, (a, v) => a with { Fault = v })),
            OnceOrOften, "A replica's disk misbehaves."),
        new(Of(new FaultAction.Drop(), "drop"), TriggerKinds.Match, "What matches is lost."),
        new(Of(new FaultAction.Delay(), "delay",
                Fields.Required("ms", "In addition.", Fields.PositiveMs,
                    (FaultAction.Delay a) => a.Ms, (a, v) => a with { Ms = v })),
            TriggerKinds.Match, "What matches takes longer."),
        new(Of(new FaultAction.Duplicate(), "duplicate"), TriggerKinds.Match, "What matches arrives twice."),
    ];

    private static CaseOf<FaultAction, T> Of<T>(T defaults, string word, params Field<T>[] fields)
        where T : FaultAction => new(word, defaults, fields);
}
