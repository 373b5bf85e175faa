using Witan.Primitives.Encoding;

namespace Witan.Registry;

public abstract partial record RegistryResult
{
    /// <summary>Figures of the store.</summary>
    /// <remarks>Layout: compacted revision i64 | keys i64 | bytes i64.</remarks>
    public sealed record Status : RegistryResult
    {
        /// <summary>The revision of the last compaction, -1 if there was none.</summary>
        public required long CompactedRevision { get; init; }

        /// <summary>Keys that exist now.</summary>
        public required long Keys { get; init; }

        /// <summary>
        /// Bytes of all keys and values in the maps, history included: what etcd calls the size in use.
        /// </summary>
        public required long Bytes { get; init; }

        private protected override ResultTag Tag => ResultTag.Status;

        private protected override void WriteFields(CanonicalWriter writer)
        {
            writer.I64(CompactedRevision);
            writer.I64(Keys);
            writer.I64(Bytes);
        }

        internal static Status ReadFields(long revision, ref SliceReader reader) => new()
        {
            Revision = revision,
            CompactedRevision = ReadCompacted(ref reader),
            Keys = reader.NonNegative(),
            Bytes = reader.NonNegative(),
        };
    }
}
