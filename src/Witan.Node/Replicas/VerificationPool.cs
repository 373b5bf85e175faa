using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Verification;

namespace Witan.Node;

/// <summary>
/// Threads that decode and verify before anything reaches the core. A connection always goes to the same one, so order
/// per sender holds. Bounded by the credits of the connections.
/// </summary>
internal sealed class VerificationPool : IDisposable
{
    private readonly MessageCodec _codec;
    private readonly IVerifiedSink _sink;
    private readonly Action<Exception> _failed;
    private readonly Mailbox<Arrival>[] _queues;
    private readonly Thread[] _threads;

    /// <param name="workers">How many threads.</param>
    /// <param name="name">Of the threads, for debuggers.</param>
    /// <param name="codec">Decodes messages.</param>
    /// <param name="create">Makes a verifier for one thread.</param>
    /// <param name="sink">Takes the results.</param>
    /// <param name="failed">Told of what must not happen: an exception out of decoding or verifying.</param>
    public VerificationPool(
        int workers, string name, MessageCodec codec, Func<Verifier> create, IVerifiedSink sink,
        Action<Exception> failed)
    {
        _codec = codec;
        _sink = sink;
        _failed = failed;
        _queues = [.. Enumerable.Range(0, workers).Select(_ => new Mailbox<Arrival>())];
        _threads = [.. _queues.Select((queue, i) => new Thread(() => Run(queue, create()))
        {
            IsBackground = true, Name = $"{name} verifier {i}",
        })];
    }

    /// <summary>Frames that wait.</summary>
    public int Waiting => _queues.Sum(queue => queue.Count);

    public void Start()
    {
        foreach (var thread in _threads) thread.Start();
    }

    public void Post(in Arrival arrival) => _queues[arrival.From.Shard % (uint)_queues.Length].Post(arrival);

    public void Dispose()
    {
        foreach (var queue in _queues) queue.Close();
        foreach (var thread in _threads)
            if (thread.IsAlive) thread.Join();
    }

    private void Run(Mailbox<Arrival> queue, Verifier verifier)
    {
        var batch = new List<Arrival>();
        var parked = new ParkedFrames<Arrival>();
        try
        {
            while (queue.TakeAll(batch))
            {
                foreach (var arrival in batch)
                {
                    // Peers say something every StatusInterval, so what waits is not forgotten.
                    foreach (var waiting in parked.Take(verifier.Newest)) Judge(waiting, verifier, parked);
                    Judge(arrival, verifier, parked);
                }

                batch.Clear();
            }
        }
        catch (Exception failure)
        {
            _failed(failure);
        }
    }

    private void Judge(in Arrival arrival, Verifier verifier, ParkedFrames<Arrival> parked)
    {
        if (TryJudge(arrival, verifier, out var rejection) is { } verified)
        {
            _sink.OnVerified(arrival.From, verified, arrival.Bytes.Length);
            return;
        }

        if (rejection == Rejection.ConfigurationAhead && arrival.From.Origin.Replica is { } peer)
        {
            var dropped = new List<Arrival>();
            parked.Park(peer, arrival, arrival.Bytes.Length, dropped);
            foreach (var gone in dropped) gone.From.Credit.Leave(gone.Bytes.Length);
            _sink.OnRefused(arrival.From, rejection);
            return;
        }

        arrival.From.Credit.Leave(arrival.Bytes.Length);
        _sink.OnRefused(arrival.From, rejection);
    }

    private Verified<Message>? TryJudge(in Arrival arrival, Verifier verifier, out Rejection rejection)
    {
        rejection = Rejection.NotForClients;
        if (arrival.From.Origin.IsClient && !MessageType.IsFromClient(arrival.Bytes.Span[0])) return null;
        var message = _codec.Decode(arrival.Bytes, out rejection);
        return message is null ? null : verifier.Verify(message, out rejection);
    }
}
