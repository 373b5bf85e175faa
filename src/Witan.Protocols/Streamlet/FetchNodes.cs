using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Streamlet;

/// <summary>Asks for a node and those that it extends, down to the first that is not above a height.</summary>
/// <remarks>Body: configuration u64 | node 32 | above u64.</remarks>
/// <param name="configuration">Of the tree.</param>
/// <param name="node">Id of the highest one.</param>
/// <param name="above">The sender has executed up to here.</param>
public sealed class FetchNodes(ConfigurationNumber configuration, Digest node, Height above) : Message
{
    public ConfigurationNumber Configuration { get; } = configuration;

    public Digest Node { get; } = node;

    public Height Above { get; } = above;

    public override byte Type => StreamletMessageType.FetchNodes;

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Configuration(Configuration);
        writer.Digest(Node);
        writer.Height(Above);
    }

    public static FetchNodes? Read(ref CanonicalReader reader)
    {
        var fetch = new FetchNodes(reader.Configuration(), reader.Digest(), reader.Height());
        return reader.Failed ? null : fetch;
    }
}
