using Witan.Primitives;

namespace Witan.Storage.Journals;

/// <summary>What the journal remembers of one segment to know when it may go.</summary>
/// <param name="first">Sequence of its first record.</param>
/// <param name="length">Bytes of the file.</param>
internal sealed class Segment(ulong first, long length)
{
    public ulong First { get; } = first;

    public long Length { get; } = length;

    public string Name => SegmentHeader.NameOf(First);

    /// <summary>
    /// No record in it that names a height is needed once this one is reached; null if none names one.
    /// </summary>
    public Height? NeededUntil { get; private set; }

    public void Note(Height? neededUntil)
    {
        if (neededUntil is { } height) NeededUntil = Height.Max(height, NeededUntil ?? height);
    }
}
