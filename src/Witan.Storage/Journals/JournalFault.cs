namespace Witan.Storage.Journals;

/// <summary>Why a journal is not used.</summary>
public enum JournalFault
{
    /// <summary>There is none: the replica has lost its memory (RULES 7).</summary>
    Missing,

    /// <summary>There is one already, so none is created.</summary>
    Exists,

    /// <summary>It belongs to another cluster or replica.</summary>
    Foreign,

    /// <summary>Its format is not the one this build reads.</summary>
    UnknownFormat,

    /// <summary>
    /// Something that was durable is gone or changed. Promises may be missing, so the replica must not go on.
    /// </summary>
    Damaged,
}
