using System.Buffers.Binary;
using Witan.Crypto;
using Witan.Primitives;

namespace Witan.Simulation.Chance;

/// <summary>
/// One component's own random numbers, drawn from the seed of the run and the component's label: a new component does
/// not shift what the others draw. The generator is xoshiro256**, its state the SHA-256 of (seed, label); it only has
/// to be fast, equal on every machine and free of visible patterns, not secret.
/// </summary>
public sealed class Dice
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <param name="seed">Of the run.</param>
    /// <param name="label">Of the component, e.g. "link 0>2".</param>
    public Dice(ulong seed, string label)
    {
        var text = new byte[8 + label.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(text, seed);
        for (var i = 0; i < label.Length; i++) text[8 + i] = unchecked((byte)label[i]);
        Span<byte> state = stackalloc byte[Digest.Size];
        Sha256.Hash(text).CopyTo(state);
        _a = BinaryPrimitives.ReadUInt64LittleEndian(state);
        _b = BinaryPrimitives.ReadUInt64LittleEndian(state[8..]);
        _c = BinaryPrimitives.ReadUInt64LittleEndian(state[16..]);
        _d = BinaryPrimitives.ReadUInt64LittleEndian(state[24..]);
    }

    /// <summary>All 64 bits are uniform.</summary>
    public ulong Next()
    {
        unchecked
        {
            var result = ulong.RotateLeft(_b * 5, 7) * 9;
            var t = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= t;
            _d = ulong.RotateLeft(_d, 45);
            return result;
        }
    }

    /// <summary>32 uniform bits.</summary>
    public uint Next32() => (uint)(Next() >> 32);

    /// <summary>Uniform in [0, bound).</summary>
    /// <param name="bound">At least 1.</param>
    public long Below(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        // The high half of the product; the bias below 2^-32 for every bound that a scenario has does not matter here.
        return (long)Math.BigMul(Next(), (ulong)bound, out _);
    }

    /// <summary>Uniform in [low, high], both included.</summary>
    public long Between(long low, long high) => low + Below(checked(high - low + 1));

    /// <summary>True with the given probability.</summary>
    /// <param name="probability">0 to 1. Nothing is drawn for 0 and 1.</param>
    public bool Chance(double probability)
    {
        if (probability <= 0) return false;
        if (probability >= 1) return true;
        return (Next() >> 11) * (1.0 / (1L << 53)) < probability;
    }

    /// <summary>One of the items, uniformly.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[(int)Below(items.Count)];

    /// <summary>Fisher and Yates.</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = (int)Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
