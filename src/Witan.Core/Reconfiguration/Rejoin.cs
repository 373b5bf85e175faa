using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Reconfiguration;

/// <summary>
/// "I lost my memory": asks for a configuration with the same members and the next number, so that whatever its sender
/// signed before never counts again (RULES 7). Ordered like a request of a client.
/// </summary>
/// <param name="configuration">In force at the height at which it is ordered; under another number it is void.</param>
/// <param name="sender">The member that lost its memory.</param>
/// <param name="loss">
/// Drawn at random when the loss was noticed: the sender finds it in the state and so knows that the change came after
/// its loss.
/// </param>
public sealed class Rejoin(ConfigurationNumber configuration, ReplicaId sender, Digest loss)
    : Statement(configuration, sender)
{
    public Digest Loss { get; } = loss;

    public override byte Type => MessageType.Rejoin;

    public override string Domain => "witan/core/rejoin/v1";

    public override void WriteFields(CanonicalWriter writer) => writer.Digest(Loss);

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var loss = reader.Digest();
        return reader.Failed ? null : new Rejoin(configuration, sender, loss);
    }
}
