using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Certificates;

/// <summary>
/// A protocol's proof that a block was decided at a height. Only replicas of that protocol read it; clients never do.
/// </summary>
public abstract class OrderingCertificate
{
    public abstract Height Height { get; }

    /// <summary>Under which configuration it was decided; must be the one in force at the height.</summary>
    public abstract ConfigurationNumber Configuration { get; }

    /// <summary>Digest of the decided block.</summary>
    public abstract Digest Block { get; }

    public abstract void Write(CanonicalWriter writer);

    /// <summary>Names every signature inside.</summary>
    public abstract void Visit(INestedVisitor visitor);
}
