using Witan.Core.Messages;
using Witan.TestKit.Cluster;

namespace Witan.Tests.Cluster;

/// <summary>What one replica signs towards the order, as it leaves: an oracle beside the replica.</summary>
internal sealed class OrderingWatch
{
    public OrderingWatch(TestCluster cluster, int place) => cluster.Lie(place, (_, message) =>
    {
        if (message is SignedStatement { Statement: var said } && IsPromise(said.Type))
            Said.Add(said.Configuration.Value);
        return message;
    });

    /// <summary>The configuration number of every ordering message and confirm answer, in order.</summary>
    public List<ulong> Said { get; } = [];

    private static bool IsPromise(byte type) =>
        type >= MessageType.FirstOfProtocol || type == MessageType.ConfirmAnswer;
}
