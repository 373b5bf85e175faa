using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Verification;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>
/// Threads that decode and verify before anything reaches the core. Every sender has lanes of its own (<see
/// cref="FairLanes{T}"/>), votes before bulk, and a lane is with one thread at a time, so order per lane holds. One
/// thread always stays free of heavy frames: thousands of signatures in one message do not hold up votes. While nothing
/// waits, whoever read a vote of a member judges it itself (<see cref="TryJudgeHere"/>): waking a thread costs more.
/// Bounded by the credits of the connections.
/// </summary>
internal sealed class VerificationPool : IDisposable
{
    // A turn: a few votes, so that a thread does not go back to the lock for each.
    private const int TurnFrames = 8;
    private const int TurnBytes = 16 * 1024;

    // Some 100 signatures, 5 ms; whatever is larger never occupies the last thread.
    private const int LightBytes = 8 * 1024;

    private readonly MessageCodec _codec;
    private readonly IVerifiedSink _sink;
    private readonly Action<Exception> _failed;
    private readonly Lock _gate = new();
    private readonly FairLanes<Arrival> _lanes = new(TurnFrames, TurnBytes);
    private readonly Thread[] _threads;

    // What a thread that reads many sockets judges itself, for one connection before it looks at the others: votes and
    // small proposals, 2 ms in all if each is full of signatures.
    private const int HereBytes = 1024;
    private const int HereStreak = 4;

    // For whoever reads: one at a time.
    private readonly Lock _here = new();
    private readonly Verifier _verifierHere;

    // Shared by the threads: one of them may rest for long.
    private readonly Lock _parkedGate = new();
    private readonly ParkedFrames<Arrival> _parked = new();
    private int _parkedCount;

    // Whoever waited last is woken first: its processor still knows it.
    private readonly List<Doorbell> _idle = [];
    private readonly Doorbell[] _bells;
    private int _heavy;
    private bool _closed;

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
        _verifierHere = create();
        _bells = [.. Enumerable.Range(0, workers).Select(_ => new Doorbell())];
        _threads = [.. _bells.Select((bell, i) => new Thread(() => Run(create(), bell))
        {
            IsBackground = true, Name = $"{name} verifier {i}",
        })];
    }

    /// <summary>Frames that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _lanes.Count;
        }
    }

    public void Start()
    {
        foreach (var thread in _threads) thread.Start();
    }

    public void Post(in Arrival arrival)
    {
        var lane = FrameClass.IsUrgent(arrival.Bytes.Span[0]) ? arrival.From.Urgent : arrival.From.Bulk;
        if (MayJudgeHere(arrival, lane) && TryJudgeHere(arrival, lane)) return;
        Doorbell? bell;
        lock (_gate)
        {
            if (_closed) return;
            _lanes.Post(lane, arrival, arrival.Bytes.Length);
            bell = ToWake();
        }

        bell?.Ring();
    }

    public void Dispose()
    {
        lock (_gate) _closed = true;
        foreach (var bell in _bells) bell.Ring();
        foreach (var thread in _threads)
            if (thread.IsAlive) thread.Join();
    }

    /// <summary>
    /// Only what members say, who answer for it, never what anybody may send; little of it; and nothing while frames
    /// are parked, which whoever takes the next turn judges first.
    /// </summary>
    private bool MayJudgeHere(in Arrival arrival, Lane<Arrival> lane) =>
        lane.IsUrgent && !arrival.From.Origin.IsClient && arrival.Bytes.Length <= HereBytes
        && arrival.Streak < HereStreak && Volatile.Read(ref _parkedCount) == 0;

    /// <summary>Judges a frame on the caller's thread, unless others wait or somebody does so already.</summary>
    /// <returns>False if it must wait for its turn.</returns>
    private bool TryJudgeHere(in Arrival arrival, Lane<Arrival> lane)
    {
        if (_here.IsHeldByCurrentThread || !_here.TryEnter()) return false;
        var hasTurn = false;
        try
        {
            lock (_gate) hasTurn = !_closed && _lanes.TryTakeTurn(lane);
            if (hasTurn) Judge(arrival, _verifierHere);
        }
        catch (Exception failure)
        {
            _failed(failure);
        }
        finally
        {
            _here.Exit();
        }

        if (hasTurn) EndHere(lane);
        return hasTurn;
    }

    private void EndHere(Lane<Arrival> lane)
    {
        Doorbell? bell;
        lock (_gate)
        {
            _lanes.Done(lane);
            bell = ToWake();
        }

        bell?.Ring();
    }

    /// <summary>
    /// A thread that is about to look again will see what waits; another is woken only if that one has enough to do.
    /// </summary>
    private Doorbell? ToWake()
    {
        var light = _threads.Length - _idle.Count - _heavy;
        if (_lanes.Ready <= light || _idle.Count == 0) return null;
        var bell = _idle[^1];
        _idle.RemoveAt(_idle.Count - 1);
        return bell;
    }

    private void Run(Verifier verifier, Doorbell bell)
    {
        var turn = new List<Arrival>();
        Lane<Arrival>? lane = null;
        try
        {
            while ((lane = Next(lane, turn, bell)) is not null)
            {
                foreach (var arrival in turn)
                {
                    // Peers say something every StatusInterval, so what waits is not forgotten.
                    foreach (var waiting in TakeParked(verifier)) Judge(waiting, verifier);
                    Judge(arrival, verifier);
                }
            }
        }
        catch (Exception failure)
        {
            _failed(failure);
        }
    }

    /// <summary>Gives back the lane whose turn ended, and waits for the next turn.</summary>
    /// <returns>Null when closed.</returns>
    private Lane<Arrival>? Next(Lane<Arrival>? ended, List<Arrival> turn, Doorbell own)
    {
        while (true)
        {
            Lane<Arrival>? lane;
            Doorbell? other = null;
            lock (_gate)
            {
                if (ended is not null) End(ended, turn);
                ended = null;
                if (_closed) return null;
                // The last thread that is free of heavy frames passes them over.
                var mayBeHeavy = _threads.Length == 1 || _heavy < _threads.Length - 1;
                lane = _lanes.TakeTurn(turn, mayBeHeavy ? int.MaxValue : LightBytes);
                _idle.Remove(own);
                if (lane is null)
                {
                    _idle.Add(own);
                }
                else if (IsHeavy(turn))
                {
                    _heavy++;
                    other = ToWake();
                }
            }

            other?.Ring();
            if (lane is not null) return lane;
            own.Wait(Timeout.InfiniteTimeSpan);
        }
    }

    private void End(Lane<Arrival> lane, List<Arrival> turn)
    {
        _lanes.Done(lane);
        if (IsHeavy(turn)) _heavy--;
        turn.Clear();
    }

    private static bool IsHeavy(List<Arrival> turn)
    {
        foreach (var arrival in turn)
            if (arrival.Bytes.Length > LightBytes) return true;
        return false;
    }

    private void Judge(in Arrival arrival, Verifier verifier)
    {
        while (true)
        {
            var newest = verifier.Newest;
            if (TryJudge(arrival, verifier, out var rejection) is { } verified)
            {
                _sink.OnVerified(arrival.From, verified, arrival.Bytes.Length);
                return;
            }

            var isAhead = rejection == Rejection.ConfigurationAhead && arrival.From.Origin.Replica is not null;
            // The number may have become known just now: then nobody would come back for it.
            if (isAhead && !TryPark(arrival, verifier, newest)) continue;
            if (!isAhead) arrival.From.Credit.Leave(arrival.Bytes.Length);
            _sink.OnRefused(arrival.From, rejection);
            return;
        }
    }

    private bool TryPark(in Arrival arrival, Verifier verifier, ConfigurationNumber judged)
    {
        var dropped = new List<Arrival>();
        lock (_parkedGate)
        {
            if (verifier.Newest != judged) return false;
            _parked.Park(arrival.From.Origin.Replica!.Value, arrival, arrival.Bytes.Length, dropped);
            Volatile.Write(ref _parkedCount, _parked.Count);
        }

        foreach (var gone in dropped) gone.From.Credit.Leave(gone.Bytes.Length);
        return true;
    }

    private IReadOnlyList<Arrival> TakeParked(Verifier verifier)
    {
        if (Volatile.Read(ref _parkedCount) == 0) return [];
        lock (_parkedGate)
        {
            var taken = _parked.Take(verifier.Newest);
            Volatile.Write(ref _parkedCount, _parked.Count);
            return taken;
        }
    }

    private Verified<Message>? TryJudge(in Arrival arrival, Verifier verifier, out Rejection rejection)
    {
        rejection = Rejection.NotForClients;
        if (arrival.From.Origin.IsClient && !MessageType.IsFromClient(arrival.Bytes.Span[0])) return null;
        var message = _codec.Decode(arrival.Bytes, out rejection);
        return message is null ? null : verifier.Verify(message, out rejection);
    }
}
