using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;

namespace Witan.Protocols.Dbft;

/// <summary>dBFT 2.0 (NEO), as docs/protocols/dbft.md maps it.</summary>
/// <param name="options">The same at all validators; null for the defaults.</param>
public sealed class Protocol(DbftOptions? options = null) : IProtocol
{
    private readonly DbftOptions _options = options ?? new DbftOptions();

    public string Name => "dbft";

    public IProtocolCodec Codec { get; } = new DbftCodec();

    public IOrdering Create(OrderingContext context, IReadOnlyList<Record> records) =>
        new DbftOrdering(context, _options, records);
}
