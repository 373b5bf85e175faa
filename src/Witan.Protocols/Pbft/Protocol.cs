using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;

namespace Witan.Protocols.Pbft;

/// <summary>PBFT with signatures (Castro and Liskov, OSDI'99), as docs/protocols/pbft.md maps it.</summary>
public sealed class Protocol : IProtocol
{
    public string Name => "pbft";

    public IProtocolCodec Codec { get; } = new PbftCodec();

    public IOrdering Create(OrderingContext context, IReadOnlyList<Record> records) =>
        new PbftOrdering(context, records);
}
