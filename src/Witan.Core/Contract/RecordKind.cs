namespace Witan.Core.Contract;

/// <summary>First byte of every record. A protocol numbers its own from <see cref="FirstOfProtocol"/>.</summary>
public static class RecordKind
{
    public const byte Genesis = 1;
    public const byte Promise = 2;
    public const byte Body = 3;
    public const byte Decision = 4;
    public const byte StableCheckpoint = 5;
    public const byte Evidence = 6;
    public const byte Step = 7;

    /// <summary>The journal's own mark of what it has let go; no record of a replica has this kind.</summary>
    public const byte JournalFloor = 63;

    public const byte FirstOfProtocol = 64;
}
