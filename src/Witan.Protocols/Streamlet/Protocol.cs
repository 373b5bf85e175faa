using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;

namespace Witan.Protocols.Streamlet;

/// <summary>Streamlet (Chan and Shi, 2020), as docs/protocols/streamlet.md maps it.</summary>
public sealed class Protocol : IProtocol
{
    private readonly StreamletOptions _options;

    public Protocol() : this(new StreamletOptions())
    {
    }

    /// <param name="options">The same at all replicas.</param>
    /// <exception cref="ArgumentOutOfRangeException">Delta is not at least a microsecond.</exception>
    public Protocol(StreamletOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.EpochMicroseconds, 2);
        _options = options;
    }

    public string Name => "streamlet";

    public IProtocolCodec Codec { get; } = new StreamletCodec();

    public IOrdering Create(OrderingContext context, IReadOnlyList<Record> records) =>
        new StreamletOrdering(context, _options, records);
}
