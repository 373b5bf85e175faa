namespace Witan.Core.Messages;

public enum ReadOutcome : byte
{
    /// <summary>Certificate and witness follow.</summary>
    Proved = 1,

    /// <summary>No certified height at or above the asked one yet.</summary>
    NotYet = 2,

    /// <summary>The witness would exceed the limit: the query must go through the order.</summary>
    TooLarge = 3,

    /// <summary>The query's bytes are none.</summary>
    Refused = 4,
}
