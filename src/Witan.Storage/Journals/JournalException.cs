using System.Globalization;

namespace Witan.Storage.Journals;

/// <summary>
/// The journal is refused; the replica does not start. Names the file and the offset for whoever has to look.
/// </summary>
public sealed class JournalException : Exception
{
    public JournalException() : this("the journal is refused")
    {
    }

    public JournalException(string message) : base(message) => File = string.Empty;

    public JournalException(string message, Exception innerException) : base(message, innerException) =>
        File = string.Empty;

    public JournalException(JournalFault fault, string file, long offset, string what)
        : base(string.Create(CultureInfo.InvariantCulture, $"{file} at byte {offset}: {what}"))
    {
        Fault = fault;
        File = file;
        Offset = offset;
    }

    public JournalFault Fault { get; }

    /// <summary>Name within the replica's folder; empty if no file is at fault.</summary>
    public string File { get; }

    public long Offset { get; }
}
