namespace Witan.Core.Messages;

/// <summary>
/// First byte of every message. Shared types here; a protocol numbers its own from <see cref="FirstOfProtocol"/>.
/// </summary>
public static class MessageType
{
    public const byte Bundle = 1;
    public const byte Refusal = 2;
    public const byte Reply = 3;
    public const byte Confirm = 4;
    public const byte ConfirmAnswer = 5;
    public const byte Read = 6;
    public const byte ReadAnswer = 7;
    public const byte StatusQuery = 8;
    public const byte StatusAnswer = 9;
    public const byte FetchSteps = 10;
    public const byte Steps = 11;

    public const byte StateVote = 16;
    public const byte FetchBodies = 17;
    public const byte Bodies = 18;
    public const byte FetchDecisions = 19;
    public const byte Decisions = 20;
    public const byte FetchManifest = 21;
    public const byte Manifest = 22;
    public const byte FetchRange = 23;
    public const byte RangeChunk = 24;
    public const byte Progress = 25;
    public const byte FetchEvidence = 26;
    public const byte EvidenceAnswer = 27;
    public const byte Rejoin = 28;
    public const byte Checkpoint = 29;

    /// <summary>Types from here on belong to the ordering protocol.</summary>
    public const byte FirstOfProtocol = 64;

    /// <summary>Those that a client's connection may send.</summary>
    public static bool IsFromClient(byte type) => type is Bundle or Confirm or Read or StatusQuery or FetchSteps;
}
