using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>
/// Holds the key and hands messages to connections, in the order in which they were released. The guard has admitted
/// what comes here to be signed. A broadcast is encoded once. Has a thread for when there is much to do; a little is
/// done at once by whoever released it, which saves waking that thread and being woken by it. Either holds the lock.
/// </summary>
internal sealed class Egress : IDisposable
{
    // What is signed or sent first does not wait for a long batch: some 250 us of signatures.
    private const int EffectsPerFlush = 16;

    // More goes to the thread: some 150 us that the core has better use for.
    private const int InlineEffects = 8;

    private readonly EgressSettings _settings;
    private readonly ISigner _signer;
    private readonly Verifier _verifier;
    private readonly CoreInbox _inbox;
    private readonly Action<Exception> _failed;
    private readonly Mailbox<Effect> _effects = new();
    private readonly Lock _key = new();
    private readonly List<Effect> _batch = [];
    private List<CoreEvent> _signed = [];
    private readonly Thread _thread;

    public Egress(EgressSettings settings, ISigner signer, Verifier verifier, CoreInbox inbox, Action<Exception> failed)
    {
        _settings = settings;
        _signer = signer;
        _verifier = verifier;
        _inbox = inbox;
        _failed = failed;
        _thread = new Thread(Run) { IsBackground = true, Name = settings.Self + " egress" };
    }

    /// <summary>Effects that wait; the core takes nothing from outside while there are too many.</summary>
    public int Waiting => _effects.Count;

    public void Start() => _thread.Start();

    /// <summary>Only the holder of the core's lock posts.</summary>
    /// <param name="effect">A send, or a sign that the guard admitted.</param>
    public void Post(Effect effect)
    {
        _effects.Add(effect);
        if (_effects.Count > InlineEffects) _effects.Ring();
    }

    /// <summary>The turn that posted is over: does what little there is, or leaves it to the thread.</summary>
    public void Release()
    {
        var waiting = _effects.Count;
        if (waiting == 0) return;
        if (waiting > InlineEffects || !_key.TryEnter())
        {
            _effects.Ring();
            return;
        }

        List<CoreEvent> signed;
        try
        {
            signed = PerformAll();
        }
        finally
        {
            _key.Exit();
        }

        _inbox.Post(signed);
    }

    public void Dispose()
    {
        _effects.Close();
        if (_thread.IsAlive) _thread.Join();
    }

    private void Run()
    {
        try
        {
            lock (_key) RequireKey();
            while (_effects.Wait())
            {
                List<CoreEvent> signed;
                lock (_key) signed = PerformAll();
                _inbox.Post(signed);
            }
        }
        catch (Exception failure)
        {
            _failed(failure);
        }
    }

    private void RequireKey()
    {
        // Any digest does: the signature goes nowhere.
        var probe = _settings.Cluster;
        Invariant.Require(
            Ed25519Provider.Default.Verify(_signer.PublicKey, probe, _signer.Sign(probe)),
            "H5 what the own key signs verifies");
    }

    /// <summary>
    /// Writes to the connections all that waits. The core is told of its own statements when the lock is free again:
    /// others wait longer for them, and whoever tells it may go on as the core.
    /// </summary>
    private List<CoreEvent> PerformAll()
    {
        _effects.TryTakeAll(_batch);
        for (var i = 0; i < _batch.Count; i++)
        {
            Perform(_batch[i]);
            if ((i + 1) % EffectsPerFlush == 0) Flush();
        }

        Flush();
        _batch.Clear();
        var signed = _signed;
        if (signed.Count > 0) _signed = [];
        return signed;
    }

    private void Flush()
    {
        _settings.Links.Flush();
        _settings.Listener.Flush();
    }

    private void Perform(Effect effect)
    {
        switch (effect)
        {
            case Effect.Send send:
                Send(send.Message, send.To);
                break;
            case Effect.SendEarly send:
                Send(send.Message, send.To);
                break;
            case Effect.Sign sign:
                Sign(sign);
                break;
        }
    }

    private void Sign(Effect.Sign sign)
    {
        var statement = sign.Statement;
        var message = _verifier.Sign(statement, _signer);
        Invariant.Require(message is not null, "H1 an own statement names a known configuration");
        Send(message, sign.To);
        var verified = _verifier.Verify(message, out _);
        Invariant.Require(verified is not null, "H2 an own statement verifies");
        _signed.Add(new CoreEvent(new Input.OwnSigned(verified)));
    }

    private void Send(Message message, Destination to)
    {
        if (to.Kind == DestinationKind.Self) return;
        var bytes = message.Pieces;
        if (bytes.Length > Limits.MaxFrameBytes)
        {
            _settings.Tally.Count("send.too-large");
            _settings.Log.FrameTooLarge(_settings.Self, message.Type, bytes.Length);
            return;
        }

        switch (to.Kind)
        {
            case DestinationKind.All:
                _settings.Links.SendAll(bytes);
                break;
            case DestinationKind.One:
                _settings.Links.Send(to.Replica, bytes);
                break;
            case DestinationKind.Client:
                _settings.Listener.Send(to.Connection, bytes);
                break;
        }
    }
}
