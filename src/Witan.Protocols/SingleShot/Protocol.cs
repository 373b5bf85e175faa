using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// Single-shot PBFT with a view synchroniser (Bravo, Chockler and Gotsman, DISC'20), chained: one instance per height.
/// docs/protocols/singleshot.md maps it.
/// </summary>
public sealed class Protocol : IProtocol
{
    public string Name => "singleshot";

    public IProtocolCodec Codec { get; } = new SingleShotCodec();

    public IOrdering Create(OrderingContext context, IReadOnlyList<Record> records) =>
        new SingleShotOrdering(context, records);
}
