namespace Witan.Core.Contract;

/// <summary>First byte of every record. A protocol numbers its own from <see cref="FirstOfProtocol"/>.</summary>
public static class RecordKind
{
    public const byte Genesis = 1;
    public const byte Promise = 2;
    public const byte Body = 3;
    public const byte Decision = 4;
    public const byte StableCheckpoint = 5;

    public const byte FirstOfProtocol = 64;
}
