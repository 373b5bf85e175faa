namespace Witan.Simulation.Scenarios;

/// <summary>When a fault happens.</summary>
public abstract record Trigger
{
    private Trigger()
    {
    }

    /// <summary><c>at: {ms}</c>. Once.</summary>
    public sealed record AtMs : Trigger
    {
        /// <summary>0 to 86,400,000.</summary>
        public long Ms { get; init; }
    }

    /// <summary><c>at: {slot}</c>. Once, when the first correct replica decides that height or a higher one.</summary>
    public sealed record AtSlot : Trigger
    {
        /// <summary>From 1.</summary>
        public long Slot { get; init; } = 1;
    }

    /// <summary><c>at: {view}</c>. Once, when the first correct replica enters that view or a higher one.</summary>
    public sealed record AtView : Trigger
    {
        /// <summary>From 0.</summary>
        public long View { get; init; }
    }

    /// <summary><c>at: {point}</c>. Once, when a replica is at that point of its work for the nth time.</summary>
    public sealed record AtPoint : Trigger
    {
        public FailPoint Point { get; init; }

        /// <summary>A replica; null is any correct one.</summary>
        public NodeName? Node { get; init; }

        /// <summary>Name of the message that is persisted, stored, signed or sent; null is any.</summary>
        public string? Type { get; init; }

        /// <summary>Which time, from 1. Default 1.</summary>
        public long Nth { get; init; } = 1;
    }

    /// <summary><c>every</c>. At From, From + Ms, ... up to To.</summary>
    public sealed record Every : Trigger
    {
        /// <summary>1 to 86,400,000.</summary>
        public long Ms { get; init; } = 1;

        /// <summary>First time, 0 to 86,400,000. Default 0.</summary>
        public long From { get; init; }

        /// <summary>Last time, at least From.</summary>
        public long To { get; init; }
    }

    /// <summary><c>match</c>. A standing rule over the messages that are sent; for drop, delay and duplicate.</summary>
    public sealed record Match : Trigger
    {
        /// <summary>Name of the message; null is any.</summary>
        public string? Type { get; init; }

        /// <summary>Who sends; empty is anybody.</summary>
        public ValueList<NodeName> From { get; init; } = [];

        /// <summary>To whom; empty is anybody.</summary>
        public ValueList<NodeName> To { get; init; } = [];

        /// <summary>The rule holds from here. Default 0.</summary>
        public long FromMs { get; init; }

        /// <summary>The rule holds before this; null is until a heal. Default null.</summary>
        public long? ToMs { get; init; }

        /// <summary>Only the nth message that fits, from 1; null is all. Default null.</summary>
        public long? Nth { get; init; }
    }
}
