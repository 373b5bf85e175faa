using Witan.Core.Messages;
using Witan.Simulation.Chance;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Worlds;

namespace Witan.Simulation.Networks;

/// <summary>
/// Carries messages between parties: latency, loss, duplication, reorder, cuts and rules. Each directed link draws from
/// its own dice, so that a message more on one does not move another. In order on each link unless
/// <see cref="LinkQuality.Reorder"/> says otherwise; the order in which messages of different senders arrive at one
/// moment is drawn.
/// </summary>
public sealed class SimulatedNetwork(World world, NetworkSettings settings, ulong seed)
{
    private readonly Dictionary<ulong, Link> _links = [];
    private readonly SentCounters _sentByType = new();
    private readonly List<Cut> _cuts = [];
    private readonly List<MessageRule> _rules = [];

    public long Sent { get; private set; }

    public long Delivered { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Messages sent, by name; sorted.</summary>
    public SortedDictionary<string, long> SentByType => _sentByType.ToSorted();

    /// <summary>Told of every message that is lost on its way, with the reason.</summary>
    public Action<NodeName, NodeName, Message, long, string>? Lost { get; set; }

    /// <summary>
    /// Lets a message through or not, by what it says: looked at as it is sent. Null lets everything through.
    /// </summary>
    public Func<NodeName, NodeName, Message, bool>? Filter { get; set; }

    public void Add(Cut cut) => _cuts.Add(cut);

    public void Remove(Cut cut) => _cuts.Remove(cut);

    public void Add(MessageRule rule) => _rules.Add(rule);

    public void Remove(MessageRule rule) => _rules.Remove(rule);

    /// <summary>Ends all cuts and rules.</summary>
    public void Heal()
    {
        _cuts.Clear();
        _rules.Clear();
    }

    public bool IsCut(NodeName from, NodeName to)
    {
        foreach (var cut in _cuts)
        {
            if (cut.Severs(from, to)) return true;
        }

        return false;
    }

    /// <summary>Sends; what arrives is handed to <paramref name="deliver"/>, once per arrival.</summary>
    /// <param name="from">Who.</param>
    /// <param name="to">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="number">Joins sending and arrival in a trace.</param>
    /// <param name="deliver">Takes it.</param>
    public void Send(NodeName from, NodeName to, Message message, long number, Action<Message> deliver)
    {
        Sent++;
        Bytes += message.Encoded.Length;
        _sentByType.Count(message);
        var link = LinkOf(from, to);
        var quality = world.Now < settings.Gst ? settings.Before : settings.After;
        var (copies, delay) = ApplyRules(from, to, message.Type);
        if (IsCut(from, to) || copies == 0)
        {
            Lost?.Invoke(from, to, message, number, copies == 0 ? "rule" : "cut");
            return;
        }

        if (Filter?.Invoke(from, to, message) == false)
        {
            Lost?.Invoke(from, to, message, number, "filter");
            return;
        }

        if (link.Dice.Chance(quality.Loss))
        {
            Lost?.Invoke(from, to, message, number, "loss");
            return;
        }

        if (link.Dice.Chance(quality.Duplication)) copies++;
        for (var i = 0; i < copies; i++) Carry(link, quality, delay, from, to, message, number, deliver);
    }

    private void Carry(
        Link link, LinkQuality quality, long delay, NodeName from, NodeName to, Message message, long number,
        Action<Message> deliver)
    {
        var arrival = world.Now + link.Dice.Between(quality.LatencyLow, quality.LatencyHigh)
            + (settings.Distance?.Invoke(from, to) ?? 0);
        if (settings.Delta > 0) arrival = Math.Min(arrival, Math.Max(world.Now, settings.Gst) + settings.Delta);
        arrival += delay;
        if (!link.Dice.Chance(quality.Reorder))
        {
            // Later than everything sent before it, unless a rule holds it back.
            if (arrival <= link.LastArrival) arrival = link.LastArrival + 1;
            if (delay == 0) link.LastArrival = arrival;
        }

        world.At(arrival, new Delivery(this, from, to, message, number, deliver), link.Dice.Next32());
    }

    private (int Copies, long Delay) ApplyRules(NodeName from, NodeName to, byte type)
    {
        var (copies, delay) = (1, 0L);
        foreach (var rule in _rules)
        {
            if (!rule.Takes(from, to, type, world.Now)) continue;
            if (rule.Fate == MessageFate.Drop) copies = 0;
            else if (rule.Fate == MessageFate.Duplicate && copies > 0) copies++;
            else delay += rule.DelayBy;
        }

        return (copies, delay);
    }

    private Link LinkOf(NodeName from, NodeName to)
    {
        var key = ((ulong)PlaceOf(from) << 32) | PlaceOf(to);
        if (!_links.TryGetValue(key, out var link))
            _links.Add(key, link = new Link(new Dice(seed, $"link {from}>{to}")));
        return link;
    }

    /// <summary>A number per party; indices are below 2^16.</summary>
    private static uint PlaceOf(NodeName party) => ((uint)party.Kind << 16) | (uint)party.Index;

    private sealed class Link(Dice dice)
    {
        public Dice Dice { get; } = dice;

        public long LastArrival { get; set; }
    }

    /// <summary>What was cut while it was on its way does not arrive.</summary>
    private sealed class Delivery(
        SimulatedNetwork network, NodeName from, NodeName to, Message message, long number, Action<Message> deliver)
        : WorldEvent
    {
        public override void Run()
        {
            if (network.IsCut(from, to))
            {
                network.Lost?.Invoke(from, to, message, number, "cut");
                return;
            }

            network.Delivered++;
            deliver(message);
        }
    }
}
