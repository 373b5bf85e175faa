using Witan.Core.Messages;

namespace Witan.Node;

/// <summary>
/// Which frames must not wait behind others, by the first byte. Order within a class is kept, order between the classes
/// is not: no protocol relies on it, since bodies, pieces of state and answers may be lost and asked for again.
/// </summary>
public static class FrameClass
{
    /// <summary>
    /// Votes, proposals, replies and confirms: small, or few, and somebody's latency. All else is bulk: bodies, pieces
    /// of state, decisions, bundles, read answers, and the questions that they answer.
    /// </summary>
    public static bool IsUrgent(byte type) => type is
        MessageType.StateVote or MessageType.Reply or MessageType.Refusal or MessageType.Confirm
        or MessageType.ConfirmAnswer or MessageType.Progress or >= MessageType.FirstOfProtocol;

    /// <summary>
    /// A few bytes that cost the core thread up to 2 MiB of answer: these have a budget per sender.
    /// </summary>
    public static bool IsCostly(byte type) => type is
        MessageType.Read or MessageType.StatusQuery or MessageType.FetchBodies or MessageType.FetchDecisions
        or MessageType.FetchManifest or MessageType.FetchRange or MessageType.FetchSteps
        or MessageType.FetchEvidence;
}
