using Witan.Primitives;

namespace Witan.Client;

/// <summary>How a ticket ended. Closed.</summary>
public abstract record ClientOutcome
{
    private protected ClientOutcome()
    {
    }

    /// <summary>
    /// The request was executed and a quorum certified its result: it will be seen by every later linearizable read.
    /// </summary>
    public sealed record Acknowledged(Proven<ReadOnlyMemory<byte>> Result) : ClientOutcome;

    /// <summary>
    /// The time was over with replies of a weak quorum only: one of them is correct, so this is the result, but a
    /// later read
    /// need not see it. Never an acknowledgement.
    /// </summary>
    public sealed record Executed(ReadOnlyMemory<byte> Result, Height Height) : ClientOutcome;

    /// <summary>A query's answer.</summary>
    /// <param name="Result">What the query gave over proved state, or the result of its ordered form.</param>
    /// <param name="Ordered">Whether the ordered form was used.</param>
    public sealed record Answered(Proven<ReadOnlyMemory<byte>> Result, bool Ordered) : ClientOutcome;

    public sealed record Failed(ClientFailure Reason) : ClientOutcome;
}
