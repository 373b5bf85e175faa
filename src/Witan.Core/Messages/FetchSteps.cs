using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>Asks a replica for the steps from a configuration to those after it. Who has none says nothing.</summary>
public sealed class FetchSteps(ConfigurationNumber above) : Message
{
    /// <summary>The newest number that the asker can verify.</summary>
    public ConfigurationNumber Above { get; } = above;

    public override byte Type => MessageType.FetchSteps;

    public override void WriteBody(CanonicalWriter writer) => writer.Configuration(Above);

    public static FetchSteps? Read(ref CanonicalReader reader)
    {
        var above = reader.Configuration();
        return reader.Failed ? null : new FetchSteps(above);
    }
}
