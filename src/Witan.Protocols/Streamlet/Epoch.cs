using System.Globalization;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Streamlet;

/// <summary>A slice of time with one leader, the same for all. 0 is genesis; the clock gives those from 1 on.</summary>
public readonly record struct Epoch(ulong Value) : IComparable<Epoch>
{
    public Epoch Next => new(Value + 1);

    public int CompareTo(Epoch other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public void Write(CanonicalWriter writer) => writer.U64(Value);

    /// <summary>With the bound of every counter: arithmetic on what was read cannot overflow.</summary>
    public static Epoch Read(ref CanonicalReader reader) => new(reader.View().Value);

    public static bool operator <(Epoch left, Epoch right) => left.Value < right.Value;

    public static bool operator >(Epoch left, Epoch right) => left.Value > right.Value;

    public static bool operator <=(Epoch left, Epoch right) => left.Value <= right.Value;

    public static bool operator >=(Epoch left, Epoch right) => left.Value >= right.Value;
}
