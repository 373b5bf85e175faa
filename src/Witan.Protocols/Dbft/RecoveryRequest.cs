using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Dbft;

/// <summary>
/// Asks for what was said at a height. A hint over an authenticated channel and not signed: who asks is the peer of the
/// connection, and the answers carry their own signatures. So NEO's timestamp against replays is not needed.
/// </summary>
/// <remarks>Body: configuration u64 | height u64 | view u8.</remarks>
public sealed class RecoveryRequest(ConfigurationNumber configuration, Height height, View view) : Message
{
    public ConfigurationNumber Configuration { get; } = configuration;

    /// <summary>The height that the sender is making.</summary>
    public Height Height { get; } = height;

    /// <summary>Its view there.</summary>
    public View View { get; } = view;

    public override byte Type => DbftMessageType.RecoveryRequest;

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Configuration(Configuration);
        writer.Height(Height);
        writer.U8((byte)View.Value);
    }

    public static RecoveryRequest? Read(ref CanonicalReader reader)
    {
        var request = new RecoveryRequest(
            reader.Configuration(), reader.Height(), HeightStatement.ReadView(ref reader));
        return reader.Failed ? null : request;
    }
}
