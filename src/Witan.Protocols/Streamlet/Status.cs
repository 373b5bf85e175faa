using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Streamlet;

/// <summary>
/// What a replica says in every StatusInterval: what its clock shows, and, while something waits, the longest notarized
/// chain that it knows. Not signed: the connection says whose clock it is, and a notarization shows itself.
/// </summary>
/// <remarks>Body: configuration u64 | wall i64, microseconds, not negative | has longest u8 | notarization.</remarks>
/// <param name="configuration">Under which it orders.</param>
/// <param name="wall">Its own clock, uncorrected.</param>
/// <param name="longest">Null while nothing waits, and at genesis.</param>
public sealed class Status(ConfigurationNumber configuration, BlockTime wall, Notarization? longest) : Message
{
    public ConfigurationNumber Configuration { get; } = configuration;

    public BlockTime Wall { get; } = wall;

    public Notarization? Longest { get; } = longest;

    public override byte Type => StreamletMessageType.Status;

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Configuration(Configuration);
        writer.Time(Wall);
        writer.Bool(Longest is not null);
        Longest?.Write(writer);
    }

    public override void Visit(INestedVisitor visitor) => Longest?.Visit(visitor);

    public static Status? Read(ref CanonicalReader reader)
    {
        var (configuration, wall) = (reader.Configuration(), reader.Time());
        var longest = reader.Bool() ? Notarization.Read(ref reader) : null;
        // As for every counter: arithmetic on it cannot overflow.
        if (wall.Microseconds < 0 || (ulong)wall.Microseconds > Limits.MaxCounter) reader.Fail();
        return reader.Failed ? null : new Status(configuration, wall, longest);
    }
}
