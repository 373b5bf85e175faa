using Witan.Core.Certificates;
using Witan.Core.Messages;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>Lists the certificates that stand in a message.</summary>
internal sealed class CertificateFinder : INestedVisitor
{
    private readonly List<Certificate> _found = [];

    public static IReadOnlyList<Certificate> In(Message message)
    {
        var finder = new CertificateFinder();
        message.Visit(finder);
        return finder._found;
    }

    public static IReadOnlyList<Certificate> In(Statement statement)
    {
        var finder = new CertificateFinder();
        statement.VisitNested(finder);
        return finder._found;
    }

    void INestedVisitor.Statement(SignedStatement statement)
    {
    }

    void INestedVisitor.Certificate(Certificate certificate, Primitives.ReplicaId? plus) => _found.Add(certificate);

    void INestedVisitor.Step(Core.Reconfiguration.ConfigurationStep step)
    {
    }

    void INestedVisitor.FromClient(IClientSigned message)
    {
    }
}
