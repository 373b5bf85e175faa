using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;

namespace Witan.Protocols.Streamlet;

/// <summary>Streamlet (Chan and Shi, 2020), as docs/protocols/streamlet.md maps it.</summary>
/// <param name="options">The same at all replicas.</param>
public sealed class Protocol(StreamletOptions options) : IProtocol
{
    public Protocol() : this(new StreamletOptions())
    {
    }

    public string Name => "streamlet";

    public IProtocolCodec Codec { get; } = new StreamletCodec();

    public IOrdering Create(OrderingContext context, IReadOnlyList<Record> records) =>
        new StreamletOrdering(context, options, records);
}
