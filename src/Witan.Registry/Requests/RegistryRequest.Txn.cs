using Witan.Primitives.Encoding;

namespace Witan.Registry;

public abstract partial record RegistryRequest
{
    /// <summary>
    /// If all comparisons hold, the operations of success, else those of failure, as one change of one revision.
    /// </summary>
    /// <remarks>
    /// Layout: count u32 and comparisons | count u32 and success operations | count u32 and failure operations; an
    /// operation is an encoded request other than a compaction. Comparisons, also those of nested transactions, see the
    /// state before the outermost transaction; operations run in order and see the ones before them.
    /// </remarks>
    public sealed record Txn : RegistryRequest
    {
        /// <summary>All must hold; none holds always.</summary>
        public IReadOnlyList<Comparison> Compare { get; init; } = [];

        public IReadOnlyList<RegistryRequest> Success { get; init; } = [];

        public IReadOnlyList<RegistryRequest> Failure { get; init; } = [];

        /// <summary>Whether neither branch can change anything, so that it may be answered without the order.</summary>
        public bool IsReadOnly => OnlyReads(Success) && OnlyReads(Failure);

        private protected override RequestTag Tag => RequestTag.Txn;

        private protected override void WriteFields(CanonicalWriter writer)
        {
            writer.Count(Compare.Count);
            foreach (var comparison in Compare) comparison.Write(writer);
            WriteOperations(writer, Success);
            WriteOperations(writer, Failure);
        }

        internal static Txn ReadFields(ref SliceReader reader, int depth)
        {
            var compare = new Comparison[reader.Count(RegistryLimits.MaxTxnOperations, Comparison.MinimumBytes)];
            for (var i = 0; i < compare.Length && !reader.Failed; i++) compare[i] = Comparison.Read(ref reader);
            var success = ReadOperations(ref reader, depth);
            var failure = ReadOperations(ref reader, depth);
            return new Txn { Compare = compare, Success = success, Failure = failure };
        }

        private static void WriteOperations(CanonicalWriter writer, IReadOnlyList<RegistryRequest> operations)
        {
            writer.Count(operations.Count);
            foreach (var operation in operations) operation.Write(writer);
        }

        private static RegistryRequest[] ReadOperations(ref SliceReader reader, int depth)
        {
            var operations = new RegistryRequest[reader.Count(RegistryLimits.MaxTxnOperations, MinimumBytes)];
            for (var i = 0; i < operations.Length && !reader.Failed; i++)
            {
                if (Read(ref reader, depth) is not { } operation) break;
                operations[i] = operation;
            }

            return operations;
        }

        private static bool OnlyReads(IReadOnlyList<RegistryRequest> operations)
        {
            foreach (var operation in operations)
            {
                if (operation is not (Range or Txn { IsReadOnly: true })) return false;
            }

            return true;
        }
    }
}
