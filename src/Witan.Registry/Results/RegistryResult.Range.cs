using Witan.Primitives.Encoding;

namespace Witan.Registry;

public abstract partial record RegistryResult
{
    /// <summary>What a range holds.</summary>
    /// <remarks>Layout: count u32 and entries | more u8 | count i64.</remarks>
    public sealed record Range : RegistryResult
    {
        /// <summary>In the order that was asked for.</summary>
        public IReadOnlyList<KeyValue> Kvs { get; init; } = [];

        /// <summary>Whether the limit held entries back.</summary>
        public bool More { get; init; }

        /// <summary>Keys of the range at the revision read, whatever limit and bounds left out.</summary>
        public required long Count { get; init; }

        private protected override ResultTag Tag => ResultTag.Range;

        private protected override void WriteFields(CanonicalWriter writer)
        {
            KeyValue.WriteAll(writer, Kvs);
            writer.Bool(More);
            writer.I64(Count);
        }

        internal static Range ReadFields(long revision, ref SliceReader reader) => new()
        {
            Revision = revision,
            Kvs = KeyValue.ReadAll(ref reader),
            More = reader.Bool(),
            Count = reader.NonNegative(),
        };
    }
}
