using Witan.Client;

namespace Witan.Node;

/// <summary>
/// A call from its ticket to its end, and the task of its caller. It ends once: with an answer, or because its caller
/// waits no longer.
/// </summary>
internal sealed class PendingCall(ClientLoop loop, ulong ticket)
    : TaskCompletionSource<Proven<ReadOnlyMemory<byte>>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private CancellationTokenRegistration _registration;

    public ulong Ticket => ticket;

    /// <summary>Whether the machine gets it; read and written inside the gate of the loop.</summary>
    public bool IsGiven { get; set; }

    /// <summary>Ends the call when its caller waits no longer. Once, before the call is given.</summary>
    public void Watch(CancellationToken cancellation) => _registration = cancellation.UnsafeRegister(
        static (call, token) => ((PendingCall)call!).Cancel(token), this);

    /// <summary>It has ended or is about to: its caller's token need not know it any more.</summary>
    public void Unwatch() => _registration.Unregister();

    private void Cancel(CancellationToken cancellation)
    {
        if (TrySetCanceled(cancellation)) loop.Cancel(this);
    }
}
