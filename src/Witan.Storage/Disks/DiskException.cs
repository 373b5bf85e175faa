namespace Witan.Storage.Disks;

/// <summary>
/// The medium failed: a read, a write or a flush did not happen. The replica stops; nothing is tried again.
/// </summary>
public sealed class DiskException : Exception
{
    public DiskException() : this("a disk operation failed")
    {
    }

    public DiskException(string message) : base(message)
    {
    }

    public DiskException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
