using Witan.Primitives.Encoding;

namespace Witan.Registry;

public abstract partial record RegistryRequest
{
    /// <summary>Gives a key a value.</summary>
    /// <remarks>
    /// Layout: key bytes | value bytes | lease i64 | flags u8 (1 prev_kv, 2 ignore_value, 4 ignore_lease).
    /// </remarks>
    public sealed record Put : RegistryRequest
    {
        private const byte PrevKvFlag = 1;
        private const byte IgnoreValueFlag = 2;
        private const byte IgnoreLeaseFlag = 4;

        /// <summary>Not empty.</summary>
        public required ReadOnlyMemory<byte> Key { get; init; }

        /// <summary>May be empty; must be with <see cref="IgnoreValue"/>.</summary>
        public ReadOnlyMemory<byte> Value { get; init; }

        /// <summary>
        /// 0 for none. There are no leases yet: any other is refused as not found when it is applied.
        /// </summary>
        public long Lease { get; init; }

        /// <summary>Whether the answer carries the entry as it was before.</summary>
        public bool PrevKv { get; init; }

        /// <summary>Keep the value that the key has; the key must exist.</summary>
        public bool IgnoreValue { get; init; }

        /// <summary>Keep the lease that the key has; the key must exist.</summary>
        public bool IgnoreLease { get; init; }

        private protected override RequestTag Tag => RequestTag.Put;

        // The tag, two lengths, the lease and the flags beside key and value.
        private protected override int LikelyBytes => 1 + 4 + Key.Length + 4 + Value.Length + 8 + 1;

        private protected override void WriteFields(CanonicalWriter writer)
        {
            writer.Bytes(Key.Span);
            writer.Bytes(Value.Span);
            writer.I64(Lease);
            writer.U8((byte)((PrevKv ? PrevKvFlag : 0) | (IgnoreValue ? IgnoreValueFlag : 0)
                | (IgnoreLease ? IgnoreLeaseFlag : 0)));
        }

        internal static Put ReadFields(ref SliceReader reader)
        {
            var key = reader.Slice();
            var value = reader.Slice();
            var lease = reader.I64();
            var flags = reader.Flags(PrevKvFlag | IgnoreValueFlag | IgnoreLeaseFlag);
            return new Put
            {
                Key = key,
                Value = value,
                Lease = lease,
                PrevKv = (flags & PrevKvFlag) != 0,
                IgnoreValue = (flags & IgnoreValueFlag) != 0,
                IgnoreLease = (flags & IgnoreLeaseFlag) != 0,
            };
        }
    }
}
