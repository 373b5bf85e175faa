using Witan.Client;

namespace Witan.Node;

/// <summary>Turns the end of a ticket into what a caller sees.</summary>
internal static class Outcomes
{
    public static void Settle(TaskCompletionSource<Proven<ReadOnlyMemory<byte>>> call, ClientOutcome outcome)
    {
        switch (outcome)
        {
            case ClientOutcome.Acknowledged { Result: var result }:
                call.TrySetResult(result);
                break;
            case ClientOutcome.Answered { Result: var result }:
                call.TrySetResult(result);
                break;
            case ClientOutcome.Executed { Height: var height }:
                call.TrySetException(new WitanOutcomeUnknownException(
                    $"a weak quorum executed it at height {height.Value}, but no quorum has certified that yet"));
                break;
            case ClientOutcome.Failed { Reason: var reason }:
                call.TrySetException(ExceptionOf(reason));
                break;
        }
    }

    private static Exception ExceptionOf(ClientFailure reason) => reason switch
    {
        ClientFailure.Unavailable => new WitanUnavailableException(),
        ClientFailure.OutcomeUnknown => new WitanOutcomeUnknownException(),
        ClientFailure.Busy =>
            new WitanUnavailableException("this client waits for as many answers as it may; nothing was sent"),
        ClientFailure.UnknownClient =>
            new WitanUnavailableException("the cluster does not know this client's key; nothing was executed"),
        ClientFailure.Invalid => new ArgumentException("the state machine refuses the request; nothing was executed"),
        ClientFailure.ResultGone =>
            new WitanOutcomeUnknownException("it was executed, but its result is no longer kept"),
        ClientFailure.NeedsOrder =>
            new WitanProofException("the query cannot be answered by proofs and has no form that can be ordered"),
        ClientFailure.Forked => new WitanProofException(),
        _ => new WitanUnavailableException(reason.ToString()),
    };
}
