using Witan.Core.Ordering;
using HotStuff = Witan.Protocols.HotStuff;

namespace Witan.Simulation.Scenarios;

/// <summary>The one list of ordering protocols, each with what a scenario may say about it.</summary>
public static class KnownProtocols
{
    public static IReadOnlyList<(IProtocol Protocol, ProtocolDescription Description)> All { get; } =
    [
        (new Protocols.Pbft.Protocol(), PbftDescription.Value),
        (HotStuff.Protocol.Chained, HotStuffDescription.All[0]),
        (HotStuff.Protocol.TwoChain, HotStuffDescription.All[1]),
        (HotStuff.Protocol.Basic, HotStuffDescription.All[2]),
        (new Protocols.Dbft.Protocol(), DbftDescription.Value),
        (new Protocols.SingleShot.Protocol(), SingleShotDescription.Value),
        (new Protocols.Streamlet.Protocol(), StreamletDescription.Value),
    ];

    public static IReadOnlyList<ProtocolDescription> Descriptions { get; } = [.. All.Select(p => p.Description)];
}
