using Witan.Core.Application;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>
/// What the rooms of one client machine share. The clock and the outbox are those of the step that runs.
/// </summary>
internal sealed class ClientContext
{
    private ulong _lastNonce;
    private ulong _lastReadId;
    private int _nextPlace;

    public ClientContext(Trust trust, ClientIdentity identity, ClientOptions options, IStateMachine? machine)
    {
        Trust = trust;
        Identity = identity;
        Options = options;
        Machine = machine;
        Lies = new LieCounters(Configuration);
        Chain = new LightClient(trust, Lies);
    }

    public Trust Trust { get; }

    public ClientIdentity Identity { get; }

    public ClientOptions Options { get; }

    /// <summary>The application, if the host has its assembly.</summary>
    public IStateMachine? Machine { get; }

    /// <summary>The newest that the steps at hand lead to.</summary>
    public Configuration Configuration => Trust.Configurations.Newest;

    public LieCounters Lies { get; }

    public LightClient Chain { get; }

    public Agenda Agenda { get; } = new();

    public MemberSet Connected { get; set; }

    public Clock Now { get; set; }

    public ClientOutbox Outbox { get; set; } = new();

    public void SendToAll(Message message) => Outbox.Add(new ClientEffect.Send(message, null));

    public void SendTo(ReplicaId replica, Message message) => Outbox.Add(new ClientEffect.Send(message, replica));

    public void Complete(ulong ticket, ClientOutcome outcome) => Outbox.Add(new ClientEffect.Complete(ticket, outcome));

    public ulong NextReadId() => ++_lastReadId;

    /// <summary>
    /// H("witan/client/nonce/v1" | salt | incarnation | counter): never used before, not to be guessed.
    /// </summary>
    public Digest NextNonce()
    {
        var writer = new CanonicalWriter(96);
        writer.Text("witan/client/nonce/v1");
        writer.Digest(Identity.Salt);
        writer.U64(Identity.Incarnation);
        writer.U64(++_lastNonce);
        return Sha256.Hash(writer.Written);
    }

    /// <summary>
    /// The next member in turn that is connected and not in <paramref name="asked"/>; null if there is none.
    /// </summary>
    public int? NextReplica(MemberSet asked)
    {
        for (var step = 0; step < Configuration.N; step++)
        {
            var place = (_nextPlace + step) % Configuration.N;
            if (!Connected.Contains(place) || asked.Contains(place)) continue;
            _nextPlace = (place + 1) % Configuration.N;
            return place;
        }

        return null;
    }

    /// <summary>The wait before the next sending: doubles up to the longest.</summary>
    public TimeSpan Doubled(TimeSpan wait) => wait + wait < Options.ResendAtMost ? wait + wait : Options.ResendAtMost;
}
