namespace Witan.Simulation.Checking.Linearizability;

/// <summary>What a client asks of the registry, as far as linearizability is about it.</summary>
public abstract record KvOperation
{
    private protected KvOperation()
    {
    }

    /// <summary>Whether it can change nothing.</summary>
    public abstract bool IsReadOnly { get; }

    internal abstract void Touch(Footprint footprint);

    /// <summary>Gives a key a value; answered with <see cref="KvAnswer.Written"/>.</summary>
    public sealed record Put(string Key, string Value) : KvOperation
    {
        public override bool IsReadOnly => false;

        internal override void Touch(Footprint footprint) => footprint.Key(Key);

        public override string ToString() => $"put({Key}, {Value})";
    }

    /// <summary>Removes a key; answered with <see cref="KvAnswer.Deleted"/>.</summary>
    public sealed record Delete(string Key) : KvOperation
    {
        public override bool IsReadOnly => false;

        internal override void Touch(Footprint footprint) => footprint.Key(Key);

        public override string ToString() => $"delete({Key})";
    }

    /// <summary>Reads one key; answered with <see cref="KvAnswer.Found"/>.</summary>
    public sealed record Get(string Key) : KvOperation
    {
        public override bool IsReadOnly => true;

        internal override void Touch(Footprint footprint) => footprint.Key(Key);

        public override string ToString() => $"get({Key})";
    }

    /// <summary>
    /// Reads the keys from the first up to but without the end; answered with <see cref="KvAnswer.Found"/>.
    /// </summary>
    /// <param name="First">Empty for the lowest key.</param>
    /// <param name="End">Null for no end.</param>
    public sealed record Range(string First, string? End) : KvOperation
    {
        public override bool IsReadOnly => true;

        internal override void Touch(Footprint footprint) => footprint.Range(First, End);

        public override string ToString() => $"range({First}, {End ?? "end"})";
    }

    /// <summary>
    /// If all conditions hold, the operations of the one branch, else those of the other, as one change; answered with
    /// <see cref="KvAnswer.Chosen"/>. Conditions see the state before it, operations the ones before them.
    /// </summary>
    public sealed record Txn(
        IReadOnlyList<KvCondition> If, IReadOnlyList<KvOperation> Then, IReadOnlyList<KvOperation> Else) : KvOperation
    {
        /// <summary>Puts a value if the condition holds: compare-and-put.</summary>
        public static Txn CompareAndPut(KvCondition condition, string value) =>
            new([condition], [new Put(condition.Key, value)], []);

        public override bool IsReadOnly => OnlyReads(Then) && OnlyReads(Else);

        internal override void Touch(Footprint footprint)
        {
            foreach (var condition in If) footprint.Key(condition.Key);
            foreach (var operation in Then) operation.Touch(footprint);
            foreach (var operation in Else) operation.Touch(footprint);
        }

        public override string ToString() =>
            $"txn(if {string.Join(" and ", If)} then {string.Join(", ", Then)} else {string.Join(", ", Else)})";

        private static bool OnlyReads(IReadOnlyList<KvOperation> operations)
        {
            foreach (var operation in operations)
            {
                if (!operation.IsReadOnly) return false;
            }

            return true;
        }
    }
}
