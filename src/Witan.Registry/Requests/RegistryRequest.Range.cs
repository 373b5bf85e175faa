using Witan.Primitives.Encoding;

namespace Witan.Registry;

public abstract partial record RegistryRequest
{
    /// <summary>Reads the keys of a range, now or at an earlier revision.</summary>
    /// <remarks>
    /// Layout: key bytes | range end bytes | limit i64 | revision i64 | sort order u8 | sort target u8 | flags u8 (1
    /// keys only, 2 count only, 4 skip count) | min mod i64 | max mod i64 | min create i64 | max create i64. Whether a
    /// read may be stale (serializable) is a matter between client and gateway and no part of it.
    /// </remarks>
    public sealed record Range : RegistryRequest
    {
        private const byte KeysOnlyFlag = 1;
        private const byte CountOnlyFlag = 2;
        private const byte SkipCountFlag = 4;

        /// <summary>Not empty.</summary>
        public required ReadOnlyMemory<byte> Key { get; init; }

        /// <summary>As <see cref="KeyRange.Of"/> reads it.</summary>
        public ReadOnlyMemory<byte> RangeEnd { get; init; }

        /// <summary>The most entries to answer with; 0 or less is no limit.</summary>
        public long Limit { get; init; }

        /// <summary>The revision to read at; 0 or less is the current one.</summary>
        public long Revision { get; init; }

        public SortOrder SortOrder { get; init; }

        public SortTarget SortTarget { get; init; }

        /// <summary>Answer without values.</summary>
        public bool KeysOnly { get; init; }

        /// <summary>Answer with the count alone.</summary>
        public bool CountOnly { get; init; }

        /// <summary>
        /// Not in etcd: do not count beyond what is answered, so that a limit bounds what is read and proved; the count
        /// is then the number of entries in the answer. For a gateway that asks for a large range in pages.
        /// </summary>
        public bool SkipCount { get; init; }

        /// <summary>
        /// Lowest mod revision answered; 0 is no bound. The count is not affected by this and the next three.
        /// </summary>
        public long MinModRevision { get; init; }

        /// <summary>Highest mod revision answered; 0 is no bound.</summary>
        public long MaxModRevision { get; init; }

        /// <summary>Lowest create revision answered; 0 is no bound.</summary>
        public long MinCreateRevision { get; init; }

        /// <summary>Highest create revision answered; 0 is no bound.</summary>
        public long MaxCreateRevision { get; init; }

        public KeyRange Keys => KeyRange.Of(Key, RangeEnd);

        private protected override RequestTag Tag => RequestTag.Range;

        private protected override void WriteFields(CanonicalWriter writer)
        {
            writer.Bytes(Key.Span);
            writer.Bytes(RangeEnd.Span);
            writer.I64(Limit);
            writer.I64(Revision);
            writer.U8((byte)SortOrder);
            writer.U8((byte)SortTarget);
            writer.U8((byte)((KeysOnly ? KeysOnlyFlag : 0) | (CountOnly ? CountOnlyFlag : 0)
                | (SkipCount ? SkipCountFlag : 0)));
            writer.I64(MinModRevision);
            writer.I64(MaxModRevision);
            writer.I64(MinCreateRevision);
            writer.I64(MaxCreateRevision);
        }

        internal static Range ReadFields(ref SliceReader reader)
        {
            var key = reader.Slice();
            var rangeEnd = reader.Slice();
            var limit = reader.I64();
            var revision = reader.I64();
            var order = (SortOrder)reader.U8();
            var target = (SortTarget)reader.U8();
            if (order > SortOrder.Descend || target > SortTarget.Value) reader.Fail();
            var flags = reader.Flags(KeysOnlyFlag | CountOnlyFlag | SkipCountFlag);
            return new Range
            {
                Key = key,
                RangeEnd = rangeEnd,
                Limit = limit,
                Revision = revision,
                SortOrder = order,
                SortTarget = target,
                KeysOnly = (flags & KeysOnlyFlag) != 0,
                CountOnly = (flags & CountOnlyFlag) != 0,
                SkipCount = (flags & SkipCountFlag) != 0,
                MinModRevision = reader.I64(),
                MaxModRevision = reader.I64(),
                MinCreateRevision = reader.I64(),
                MaxCreateRevision = reader.I64(),
            };
        }
    }
}
