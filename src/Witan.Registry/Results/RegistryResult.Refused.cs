using Witan.Primitives.Encoding;

namespace Witan.Registry;

public abstract partial record RegistryResult
{
    /// <summary>Nothing was changed.</summary>
    /// <remarks>Layout: error u8 | compacted revision i64.</remarks>
    public sealed record Refused : RegistryResult
    {
        /// <summary>Not <see cref="RegistryError.None"/>.</summary>
        public required RegistryError Error { get; init; }

        /// <summary>The revision of the last compaction, -1 if there was none: what a watcher must be told.</summary>
        public required long CompactedRevision { get; init; }

        private protected override ResultTag Tag => ResultTag.Refused;

        private protected override void WriteFields(CanonicalWriter writer)
        {
            writer.U8((byte)Error);
            writer.I64(CompactedRevision);
        }

        internal static Refused ReadFields(long revision, ref SliceReader reader)
        {
            var error = (RegistryError)reader.U8();
            if (error is RegistryError.None or > RegistryError.ResultTooLarge) reader.Fail();
            return new Refused { Revision = revision, Error = error, CompactedRevision = ReadCompacted(ref reader) };
        }
    }

    private static long ReadCompacted(ref SliceReader reader)
    {
        var compacted = reader.I64();
        if (compacted < -1) reader.Fail();
        return compacted;
    }
}
