using Witan.Primitives.Encoding;

namespace Witan.Registry;

/// <summary>One condition of a transaction: it holds if it holds for every key in its range.</summary>
/// <remarks>
/// Layout: target u8 | result u8 | key bytes | range end bytes | value bytes (target value) or number i64 (others).
/// A key that is absent compares as zero; a comparison of values on it fails.
/// </remarks>
public sealed record Comparison
{
    /// <summary>Target, result, two lengths, and a value's length as the shorter operand.</summary>
    internal const int MinimumBytes = 1 + 1 + 4 + 4 + 4;

    public required ComparisonTarget Target { get; init; }

    public required ComparisonResult Result { get; init; }

    /// <summary>Not empty.</summary>
    public required ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>As <see cref="KeyRange.Of"/> reads it.</summary>
    public ReadOnlyMemory<byte> RangeEnd { get; init; }

    /// <summary>The operand for version, create, mod and lease; 0 for value.</summary>
    public long Number { get; init; }

    /// <summary>The operand for value; empty for the others.</summary>
    public ReadOnlyMemory<byte> Value { get; init; }

    public KeyRange Range => KeyRange.Of(Key, RangeEnd);

    internal void Write(CanonicalWriter writer)
    {
        writer.U8((byte)Target);
        writer.U8((byte)Result);
        writer.Bytes(Key.Span);
        writer.Bytes(RangeEnd.Span);
        if (Target == ComparisonTarget.Value) writer.Bytes(Value.Span);
        else writer.I64(Number);
    }

    internal static Comparison Read(ref SliceReader reader)
    {
        var target = (ComparisonTarget)reader.U8();
        var result = (ComparisonResult)reader.U8();
        if (target > ComparisonTarget.Lease || result > ComparisonResult.NotEqual) reader.Fail();
        return new Comparison
        {
            Target = target,
            Result = result,
            Key = reader.Slice(),
            RangeEnd = reader.Slice(),
            Value = target == ComparisonTarget.Value ? reader.Slice() : default,
            Number = target == ComparisonTarget.Value ? 0 : reader.I64(),
        };
    }
}
