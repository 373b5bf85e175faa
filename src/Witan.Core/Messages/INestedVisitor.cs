using Witan.Core.Certificates;
using Witan.Core.Reconfiguration;
using Witan.Primitives;

namespace Witan.Core.Messages;

/// <summary>Told by a message of everything signed inside it.</summary>
public interface INestedVisitor
{
    void Statement(SignedStatement statement);

    /// <summary>
    /// The signers, together with <paramref name="plus"/> who must not be among them, must form a quorum.
    /// </summary>
    void Certificate(Certificate certificate, ReplicaId? plus = null);

    void FromClient(IClientSigned message);

    /// <summary>
    /// A step to the next configuration: its certificate must hold under the one before. What follows in the same
    /// message may be signed under the new one.
    /// </summary>
    void Step(ConfigurationStep step);
}
