namespace Witan.Simulation.Scenarios;

/// <summary>What a fault does, <c>do</c> in a file.</summary>
public abstract record FaultAction
{
    private FaultAction()
    {
    }

    /// <summary>
    /// A byzantine replica begins to follow a strategy, until a heal of it. Several stack in file order.
    /// </summary>
    public sealed record Byz : FaultAction
    {
        /// <summary>One of <see cref="ClusterSpec.Byzantine"/>.</summary>
        public NodeName Node { get; init; }

        /// <summary>Name of an entry of <see cref="StrategyCatalogue"/>.</summary>
        public string Strategy { get; init; } = "";

        /// <summary>As the file gives them; <see cref="Resolve"/> knows the defaults.</summary>
        public ValueList<Named<ArgValue>> Args { get; init; } = [];

        /// <summary>The strategy with every argument, given or default. Only for what a check let pass.</summary>
        public StrategyCall Resolve() => new(StrategyCatalogue.Find(Strategy)!, Args);
    }

    /// <summary>
    /// Without a node: ends cuts, partitions, flaps, message rules and skews; no strategy and no crash. With a node:
    /// ends its strategies, its skew, and a full or slow disk.
    /// </summary>
    public sealed record Heal : FaultAction
    {
        /// <summary>Null is the whole world's links and clocks.</summary>
        public NodeName? Node { get; init; }
    }

    /// <summary>Who stands in different groups does not hear each other; who stands in none talks to all.</summary>
    public sealed record Partition : FaultAction
    {
        /// <summary>Two or more, disjoint, none empty. Clients and gateways talk to all unless listed.</summary>
        public ValueList<ValueList<NodeName>> Groups { get; init; } = [];

        /// <summary>Only what an earlier group says is not heard in a later one. Default false.</summary>
        public bool OneWay { get; init; }

        /// <summary>Null is until a heal. Default null.</summary>
        public long? ForMs { get; init; }
    }

    /// <summary>Cuts one link.</summary>
    public sealed record Cut : FaultAction
    {
        public Link Link { get; init; }

        /// <summary>Only a is not heard by b. Default false.</summary>
        public bool OneWay { get; init; }

        /// <summary>Null is until a heal. Default null.</summary>
        public long? ForMs { get; init; }
    }

    /// <summary>Toggles a link at each `every`: the first time cuts; up after its `to`.</summary>
    public sealed record Flap : FaultAction
    {
        public Link Link { get; init; }
    }

    /// <summary>Ends a replica's process: what was not durable is gone.</summary>
    public sealed record Crash : FaultAction
    {
        /// <summary>A replica.</summary>
        public NodeName Node { get; init; }

        /// <summary>What the disk holds at the restart. Default keep.</summary>
        public CrashDisk Disk { get; init; }

        /// <summary>0 to 86,400,000; null is never. Default null.</summary>
        public long? RestartAfterMs { get; init; }

        /// <summary>Whether the replica counts towards f: it forgets promises or never comes back.</summary>
        public bool AddsToFaulty => Disk != CrashDisk.Keep || RestartAfterMs is null;
    }

    /// <summary>Stops a node as a long collection of garbage does; what arrives waits.</summary>
    public sealed record Pause : FaultAction
    {
        public NodeName Node { get; init; }

        /// <summary>1 to 86,400,000.</summary>
        public long ForMs { get; init; } = 1;
    }

    /// <summary>A node's wall clock jumps, until a heal takes the jump back.</summary>
    public sealed record Skew : FaultAction
    {
        public NodeName Node { get; init; }

        /// <summary>-86,400,000 to 86,400,000; negative is back.</summary>
        public long Ms { get; init; }
    }

    /// <summary>One replica's disk misbehaves.</summary>
    public sealed record DiskFailure : FaultAction
    {
        /// <summary>A replica.</summary>
        public NodeName Node { get; init; }

        public DiskFault Fault { get; init; }
    }

    /// <summary>What matches is lost.</summary>
    public sealed record Drop : FaultAction;

    /// <summary>What matches takes longer than its link says.</summary>
    public sealed record Delay : FaultAction
    {
        /// <summary>In addition, 1 to 86,400,000.</summary>
        public long Ms { get; init; } = 1;
    }

    /// <summary>What matches arrives twice.</summary>
    public sealed record Duplicate : FaultAction;
}
