using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;

namespace Witan.Cli.Protocols;

/// <summary>
/// A protocol under the name with its options, as the genesis has it: the name that a replica compares before it starts
/// covers the options too.
/// </summary>
internal sealed class ConfiguredProtocol(string name, IProtocol protocol) : IProtocol
{
    public string Name => name;

    public IProtocolCodec Codec => protocol.Codec;

    public IOrdering Create(OrderingContext context, IReadOnlyList<Record> records) =>
        protocol.Create(context, records);
}
