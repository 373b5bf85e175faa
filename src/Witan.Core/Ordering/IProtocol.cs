using Witan.Core.Contract;
using Witan.Core.Messages;

namespace Witan.Core.Ordering;

/// <summary>
/// An ordering protocol as the registration list knows it: a name, its bytes, and how to make an instance.
/// </summary>
public interface IProtocol
{
    /// <summary>As in a configuration, e.g. "pbft".</summary>
    string Name { get; }

    IProtocolCodec Codec { get; }

    /// <summary>Builds an instance from what the journal held.</summary>
    /// <param name="context">What the shared rooms offer.</param>
    /// <param name="records">
    /// The protocol's own records and its promise records (statements of protocol types), in the order in which they
    /// were written. Empty for a new replica.
    /// </param>
    IOrdering Create(OrderingContext context, IReadOnlyList<Record> records);
}
