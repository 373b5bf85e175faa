using Witan.Primitives.Encoding;

namespace Witan.Registry;

public abstract partial record RegistryRequest
{
    /// <summary>Deletes every key of a range.</summary>
    /// <remarks>Layout: key bytes | range end bytes | flags u8 (1 prev_kv).</remarks>
    public sealed record DeleteRange : RegistryRequest
    {
        private const byte PrevKvFlag = 1;

        /// <summary>Not empty.</summary>
        public required ReadOnlyMemory<byte> Key { get; init; }

        /// <summary>As <see cref="KeyRange.Of"/> reads it.</summary>
        public ReadOnlyMemory<byte> RangeEnd { get; init; }

        /// <summary>Whether the answer carries what was deleted.</summary>
        public bool PrevKv { get; init; }

        public KeyRange Keys => KeyRange.Of(Key, RangeEnd);

        private protected override RequestTag Tag => RequestTag.DeleteRange;

        private protected override void WriteFields(CanonicalWriter writer)
        {
            writer.Bytes(Key.Span);
            writer.Bytes(RangeEnd.Span);
            writer.U8(PrevKv ? PrevKvFlag : (byte)0);
        }

        internal static DeleteRange ReadFields(ref SliceReader reader) => new()
        {
            Key = reader.Slice(),
            RangeEnd = reader.Slice(),
            PrevKv = reader.Flags(PrevKvFlag) != 0,
        };
    }
}
