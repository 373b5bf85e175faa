using Witan.Core.Contract;

namespace Witan.Node;

/// <summary>A connection from which messages come.</summary>
/// <param name="origin">Who is at the other end, as TLS and the hello established it.</param>
/// <param name="credit">How much of it may be inside.</param>
internal sealed class Inbound(Origin origin, FlowCredit credit) : IDisposable
{
    private readonly CancellationTokenSource _closing = new();

    public Origin Origin { get; } = origin;

    public FlowCredit Credit { get; } = credit;

    /// <summary>
    /// Replies to a client; unused for replicas, which are answered on the connection that is dialled to them.
    /// </summary>
    public SendQueue? Replies { get; init; }

    public CancellationToken Closing => _closing.Token;

    /// <summary>Which worker verifies what comes from here: always the same, so that the order is kept.</summary>
    public uint Shard => Origin.Replica is { } replica ? replica.Value : unchecked((uint)Origin.Connection);

    public void Close()
    {
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
