using Witan.Core.Messages;
using Witan.Simulation.Networks;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Comparing;

/// <summary>Counts what a cluster sends and verifies.</summary>
/// <param name="description">Of its protocol.</param>
internal sealed class TrafficMeter(ProtocolDescription description) : IClusterObserver
{
    private readonly SortedDictionary<byte, CarriedAuthenticators> _carried =
        new(description.Authenticators.ToDictionary(c => c.Type));

    private TrafficCount _count = new();
    private SortedDictionary<string, long> _byName = new(StringComparer.Ordinal);

    /// <summary>What was counted since the last time.</summary>
    public (TrafficCount Count, IReadOnlyList<KeyValuePair<string, long>> MessagesByName) Take()
    {
        var taken = (_count, _byName.ToArray());
        (_count, _byName) = (new TrafficCount(), new SortedDictionary<string, long>(StringComparer.Ordinal));
        return taken;
    }

    public void OnSent(NodeName from, NodeName to, Message message, long number)
    {
        var name = MessageNames.Of(message);
        _byName[name] = _byName.GetValueOrDefault(name) + 1;
        if (IsPeriodic(message))
        {
            _count = _count with { PeriodicMessages = _count.PeriodicMessages + 1 };
            return;
        }

        var isOrdering = message.Type >= MessageType.FirstOfProtocol;
        _count = _count with
        {
            Messages = _count.Messages + 1, Bytes = _count.Bytes + message.Encoded.Length,
            OrderingMessages = _count.OrderingMessages + (isOrdering ? 1 : 0),
            Authenticators = _count.Authenticators + (isOrdering ? CarriedBy(message).Of(message) : 0),
        };
    }

    public void OnVerified(SimulatedReplica replica, Message message, long computed)
    {
        if (IsPeriodic(message)) return;
        var isOrdering = message.Type >= MessageType.FirstOfProtocol;
        _count = _count with
        {
            Verified = _count.Verified + computed,
            OrderingVerified = _count.OrderingVerified + (isOrdering ? computed : 0),
        };
    }

    private bool IsPeriodic(Message message) => message.Type < MessageType.FirstOfProtocol
        ? message.Type == MessageType.Progress : CarriedBy(message).IsPeriodic;

    private CarriedAuthenticators CarriedBy(Message message) => _carried.TryGetValue(message.Type, out var carried)
        ? carried
        : throw new InvalidOperationException(
            $"the description of {description.Name} does not say what a {MessageNames.Of(message)} carries");
}
