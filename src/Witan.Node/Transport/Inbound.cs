using Witan.Core.Contract;

namespace Witan.Node;

/// <summary>A connection from which messages come.</summary>
/// <param name="origin">Who is at the other end, as TLS and the hello established it.</param>
/// <param name="credit">How much of it may be inside.</param>
internal sealed class Inbound(Origin origin, FlowCredit credit) : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private volatile bool _isClosed;

    public Origin Origin { get; } = origin;

    public FlowCredit Credit { get; } = credit;

    /// <summary>Frames that wait to be verified before others: votes and what is like them.</summary>
    public Lane<Arrival> Urgent { get; } = new(isUrgent: true);

    /// <summary>Frames that wait to be verified, the rest.</summary>
    public Lane<Arrival> Bulk { get; } = new(isUrgent: false);

    /// <summary>Requests that wait for the core and cost it much.</summary>
    public Lane<CoreEvent> Costly { get; } = new(isUrgent: false);

    /// <summary>What these may cost.</summary>
    public CostAccount Account { get; } = new();

    /// <summary>
    /// Replies to a client; unused for replicas, which are answered on the connection that is dialled to them.
    /// </summary>
    public SendLanes? Replies { get; init; }

    /// <summary>Sends the replies.</summary>
    public SendPump? Pump { get; set; }

    public CancellationToken Closing => _closing.Token;

    /// <summary>Nobody waits for an answer any more.</summary>
    public bool IsClosed => _isClosed;

    public void Close()
    {
        _isClosed = true;
        try
        {
            _closing.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The connection ended by itself at the same moment.
        }
    }

    public void Dispose() => _closing.Dispose();
}
