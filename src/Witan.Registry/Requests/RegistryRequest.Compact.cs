using Witan.Primitives.Encoding;

namespace Witan.Registry;

public abstract partial record RegistryRequest
{
    /// <summary>Forgets what was superseded at or before a revision. Not allowed inside a transaction.</summary>
    /// <remarks>
    /// Layout: revision i64. etcd's physical flag (wait until the disk is clean) is not part of it: reads below the
    /// revision are refused at once, and the history is swept over the following blocks.
    /// </remarks>
    /// <param name="Revision">Above the last compacted revision and not above the current one.</param>
    public sealed record Compact(long Revision) : RegistryRequest
    {
        private protected override RequestTag Tag => RequestTag.Compact;

        private protected override void WriteFields(CanonicalWriter writer) => writer.I64(Revision);

        internal static Compact ReadFields(ref SliceReader reader) => new(reader.I64());
    }
}
