using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Streamlet;

/// <summary>
/// The longest notarized chain that this replica knows, durable before any vote: a replica that forgot it might vote
/// for a shorter one. What else is durable are the promises themselves: lastVotedEpoch and the epoch of the last
/// proposal.
/// </summary>
/// <remarks>Layout: configuration u64 | notarization.</remarks>
public sealed class LongestRecord(ConfigurationNumber configuration, Notarization longest) : Record
{
    public ConfigurationNumber Configuration { get; } = configuration;

    public Notarization Longest { get; } = longest;

    public override byte Kind => StreamletRecordKind.Longest;

    public override Height? NeededUntil => null;

    public override void Write(CanonicalWriter writer)
    {
        writer.Configuration(Configuration);
        Longest.Write(writer);
    }

    public static LongestRecord? Read(ref CanonicalReader reader)
    {
        var configuration = reader.Configuration();
        return Notarization.Read(ref reader) is { } longest ? new LongestRecord(configuration, longest) : null;
    }
}
