using Witan.Core.Messages;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>
/// One strategy at work in one corrupted replica. The replica's own honest code goes on running underneath; an attack
/// changes what leaves, hides what arrives, and says things of its own, all signed with keys of corrupted replicas
/// only.
/// </summary>
public abstract class Attack
{
    private Liar? _liar;

    /// <summary>The corrupted replica; set before <see cref="Begin"/>.</summary>
    protected internal Liar Liar
    {
        get => _liar ?? throw new InvalidOperationException("the attack has not begun");
        internal set => _liar = value;
    }

    /// <summary>How often it did what it is there for.</summary>
    public long Fired { get; private set; }

    /// <summary>What it did to messages and links.</summary>
    public Deeds Deeds { get; } = new();

    /// <summary>Whether it was healed: what it left in the world's queue must do nothing then.</summary>
    public bool IsOver { get; internal set; }

    /// <summary>Once, when the strategy starts.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>
    /// A message is about to go to one recipient, from the honest code or from a strategy before this one in the file.
    /// </summary>
    /// <param name="to">The recipient.</param>
    /// <param name="message">What; the same object for every recipient of a broadcast.</param>
    /// <param name="outgoing">Takes what really goes; nothing added means that nothing goes.</param>
    public virtual void OnSend(NodeName to, Message message, Outgoing outgoing) => outgoing.Pass(message);

    /// <summary>A message arrived for the honest code.</summary>
    /// <returns>Whether the honest code shall see it.</returns>
    public virtual bool OnReceive(NodeName from, Message message) => true;

    protected void Fire() => Fired++;

    /// <summary>Sends something of its own, past the other attacks.</summary>
    protected void Say(NodeName to, Message message)
    {
        Deeds.Add(Deeds.Said);
        Liar.Send(to, message);
    }

    /// <summary>The same to several.</summary>
    protected void Say(IEnumerable<NodeName> to, Message message)
    {
        foreach (var recipient in to) Say(recipient, message);
    }

    /// <summary>Later, unless it is over by then or the replica is down.</summary>
    protected void After(long microseconds, Action action) => Liar.Cluster.World.After(microseconds, () =>
    {
        if (!IsOver && Liar.Replica.IsUp) action();
    });

    /// <summary>Again and again, from now on.</summary>
    protected void Every(long microseconds, Action action)
    {
        Liar.Cluster.World.After(microseconds, () =>
        {
            if (IsOver) return;
            if (Liar.Replica.IsUp) action();
            Every(microseconds, action);
        });
    }
}
