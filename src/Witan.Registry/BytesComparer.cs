namespace Witan.Registry;

/// <summary>Orders byte strings as the maps do: bytewise, a prefix before what it begins.</summary>
internal sealed class BytesComparer : IComparer<ReadOnlyMemory<byte>>
{
    public static readonly BytesComparer Instance = new();

    private BytesComparer()
    {
    }

    public int Compare(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceCompareTo(y.Span);
}
