using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Core.Reconfiguration;
using Witan.Primitives;

namespace Witan.Simulation.Attacks.Mutating;

/// <summary>Under which names the statements of a message are signed, by their type.</summary>
internal sealed class DomainFinder : INestedVisitor
{
    public SortedDictionary<byte, string> Domains { get; } = [];

    void INestedVisitor.Statement(SignedStatement statement) =>
        Domains[statement.Statement.Type] = statement.Statement.Domain;

    void INestedVisitor.Certificate(Certificate certificate, ReplicaId? plus)
    {
    }

    void INestedVisitor.Step(ConfigurationStep step)
    {
    }

    void INestedVisitor.FromClient(IClientSigned message)
    {
    }
}
