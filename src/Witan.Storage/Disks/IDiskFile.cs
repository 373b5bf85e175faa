namespace Witan.Storage.Disks;

/// <summary>
/// One open file of an <see cref="IDisk"/>. Every member throws <see cref="DiskException"/> when the medium fails.
/// </summary>
public interface IDiskFile : IDisposable
{
    /// <summary>Bytes, including what is not flushed.</summary>
    long Length { get; }

    /// <summary>
    /// Fills <paramref name="buffer"/> from <paramref name="offset"/>; an end of file before it is full is a failure.
    /// </summary>
    void Read(long offset, Span<byte> buffer);

    /// <summary>
    /// Writes at an offset at or below the length; the file grows as needed. Durable only after a flush.
    /// </summary>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>
    /// Grows the file to <paramref name="length"/> bytes with space that is really there; the new bytes read as
    /// zeros. A later write below that length needs no new space.
    /// </summary>
    void Preallocate(long length);

    /// <summary>
    /// Returns when contents and length are durable. A flush that fails is never tried again: the system may have
    /// dropped the pages that it could not write and report success the next time. Whoever sees it fail stops.
    /// </summary>
    void Flush();
}
