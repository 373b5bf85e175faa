using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>
/// The one thread that holds the key and hands messages to connections, in the order in which they were released. The
/// guard has admitted what comes here to be signed. A broadcast is encoded once.
/// </summary>
internal sealed class Egress : IDisposable
{
    private readonly EgressSettings _settings;
    private readonly ISigner _signer;
    private readonly Verifier _verifier;
    private readonly CoreInbox _inbox;
    private readonly Action<Exception> _failed;
    private readonly Mailbox<Effect> _effects = new();
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

    /// <param name="effect">A send, or a sign that the guard admitted.</param>
    public void Post(Effect effect) => _effects.Post(effect);

    public void Dispose()
    {
        _effects.Close();
        if (_thread.IsAlive) _thread.Join();
    }

    private void Run()
    {
        var batch = new List<Effect>();
        try
        {
            while (_effects.TakeAll(batch))
            {
                foreach (var effect in batch) Perform(effect);
                batch.Clear();
            }
        }
        catch (Exception failure)
        {
            _failed(failure);
        }
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
        var configuration = _settings.Configurations.ByNumber(statement.Configuration);
        Invariant.Require(configuration is not null, "H1 an own statement names a known configuration");
        var text = statement.TextDigest(_settings.Cluster, configuration.Quorums.Mode);
        var message = new SignedStatement(statement, _signer.Sign(text));
        Send(message, sign.To);
        var verified = _verifier.Verify(message, out _);
        Invariant.Require(verified is not null, "H2 an own statement verifies");
        _inbox.Post(new CoreEvent(new Input.OwnSigned(verified)));
    }

    private void Send(Message message, Destination to)
    {
        if (to.Kind == DestinationKind.Self) return;
        var bytes = message.Encoded;
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
