using Witan.Core.Messages;

namespace Witan.Simulation.Attacks;

/// <summary>What a liar really sends to one recipient in the place of one message.</summary>
public sealed class Outgoing
{
    private readonly List<(Message Message, long Delay)> _items = [];

    internal IReadOnlyList<(Message Message, long Delay)> Items => _items;

    /// <summary>Goes as it is, or as it was changed.</summary>
    public void Pass(Message message) => _items.Add((message, 0));

    /// <summary>Goes later.</summary>
    /// <param name="message">What.</param>
    /// <param name="microseconds">How much later.</param>
    public void Delay(Message message, long microseconds) => _items.Add((message, microseconds));
}
