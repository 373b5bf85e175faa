using Microsoft.Win32.SafeHandles;
using Witan.Storage.Disks;

namespace Witan.Node;

/// <summary>One open file of a <see cref="FileDisk"/>.</summary>
internal sealed class DiskFile(SafeFileHandle handle, Durability durability) : IDiskFile
{
    // Zeros are written, not only reserved: a block that was reserved but never written costs a flush of the file
    // system's own records at its first write, which is what preallocation is to avoid.
    private static readonly byte[] Zeros = new byte[256 * 1024];

    public long Length => FileDisk.Try(() => RandomAccess.GetLength(handle));

    public void Read(long offset, Span<byte> buffer)
    {
        try
        {
            while (!buffer.IsEmpty)
            {
                var count = RandomAccess.Read(handle, buffer, offset);
                if (count == 0) throw new DiskException("the file ends here");
                buffer = buffer[count..];
                offset += count;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DiskException(failure.Message, failure);
        }
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (offset > RandomAccess.GetLength(handle)) throw new DiskException("a write beyond the end");
            RandomAccess.Write(handle, bytes, offset);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DiskException(failure.Message, failure);
        }
    }

    public void Preallocate(long length) => FileDisk.Try(() =>
    {
        for (var at = RandomAccess.GetLength(handle); at < length;)
        {
            var count = (int)Math.Min(Zeros.Length, length - at);
            RandomAccess.Write(handle, Zeros.AsSpan(0, count), at);
            at += count;
        }

        return 0;
    });

    public void Flush() => FileDisk.Try(() =>
    {
        if (durability == Durability.Flushed) Posix.FlushFile(handle);
        return 0;
    });

    public void Dispose() => handle.Dispose();
}
