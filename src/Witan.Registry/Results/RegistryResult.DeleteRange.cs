using Witan.Primitives.Encoding;

namespace Witan.Registry;

public abstract partial record RegistryResult
{
    /// <summary>The keys of the range are gone.</summary>
    /// <remarks>Layout: deleted i64 | count u32 and entries.</remarks>
    public sealed record DeleteRange : RegistryResult
    {
        /// <summary>How many keys were deleted; 0 leaves the revision as it was.</summary>
        public required long Deleted { get; init; }

        /// <summary>What was deleted, by key, if it was asked for.</summary>
        public IReadOnlyList<KeyValue> PrevKvs { get; init; } = [];

        private protected override ResultTag Tag => ResultTag.DeleteRange;

        private protected override void WriteFields(CanonicalWriter writer)
        {
            writer.I64(Deleted);
            KeyValue.WriteAll(writer, PrevKvs);
        }

        internal static DeleteRange ReadFields(long revision, ref SliceReader reader) => new()
        {
            Revision = revision,
            Deleted = reader.NonNegative(),
            PrevKvs = KeyValue.ReadAll(ref reader),
        };
    }
}
