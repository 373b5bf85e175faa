using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;

namespace Witan.Protocols.HotStuff;

/// <summary>HotStuff (PODC'19) and its two-chain descendant, as docs/protocols/hotstuff.md maps it.</summary>
/// <param name="mode">Which of the family.</param>
/// <param name="rotation">The same at all replicas.</param>
public sealed class Protocol(HotStuffMode mode, Rotation rotation) : IProtocol
{
    /// <summary>"hotstuff-basic": four phases in one view.</summary>
    public static Protocol Basic { get; } = new(HotStuffMode.Basic, Rotation.Fixed);

    /// <summary>"hotstuff": chains of three.</summary>
    public static Protocol Chained { get; } = new(HotStuffMode.Chained, Rotation.Fixed);

    /// <summary>"hotstuff-2chain": chains of two with timeout certificates.</summary>
    public static Protocol TwoChain { get; } = new(HotStuffMode.TwoChain, Rotation.Fixed);

    public string Name => mode switch
    {
        HotStuffMode.Basic => "hotstuff-basic",
        HotStuffMode.Chained => "hotstuff",
        _ => "hotstuff-2chain",
    };

    public IProtocolCodec Codec { get; } = new HotStuffCodec(mode);

    public IOrdering Create(OrderingContext context, IReadOnlyList<Record> records) =>
        new HotStuffOrdering(context, mode, rotation, records);
}
