using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;

namespace Witan.Core.Contract;

/// <summary>
/// The ordered effects of one step. Position is the durability order. Reused between steps; read by the host through
/// <see cref="Effects"/>.
/// </summary>
public sealed class Outbox
{
    private readonly List<Effect> _effects = new(64);

    public IReadOnlyList<Effect> Effects => _effects;

    public void Clear() => _effects.Clear();

    public void Add(Effect effect) => _effects.Add(effect);

    public void Send(Message message, Destination to) => Add(new Effect.Send(message, to));

    public void SendEarly(Message message, Destination to) => Add(new Effect.SendEarly(message, to));

    public void Persist(Record record) => Add(new Effect.Persist(record));

    public void Store(Record record, ulong ticket = 0) => Add(new Effect.Store(record, ticket));

    /// <summary>
    /// Makes a promise: the statement's text becomes durable, then it is signed and sent, then it returns and counts.
    /// </summary>
    public void Promise(Statement statement, Destination to)
    {
        if (statement.Promise is not null)
        {
            var record = new PromiseRecord(statement);
            if (statement.IsDerived) Store(record);
            else Persist(record);
        }

        Add(new Effect.Sign(statement, to));
    }

    public void SetTimer(TimerId timer, TimeSpan after) => Add(new Effect.SetTimer(timer, after));

    public void CancelTimer(TimerId timer) => Add(new Effect.CancelTimer(timer));

    public void Note(Trace trace) => Add(new Effect.Note(trace));

    /// <summary>No further vote for this is needed here.</summary>
    public void Settle(Statement said, IReadOnlyList<ReplicaId> dissenters) =>
        Add(new Effect.Settle(said, dissenters));

    public void Reject(Rejection reason, ReplicaId? replica = null) =>
        Note(new Trace(TraceKind.Rejected, Replica: replica, Reason: reason.Name));
}
