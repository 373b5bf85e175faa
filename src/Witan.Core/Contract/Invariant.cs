using System.Diagnostics.CodeAnalysis;

namespace Witan.Core.Contract;

/// <summary>
/// Checks that hold whatever arrives from outside. They stay on in production: a replica that breaks one stops.
/// </summary>
public static class Invariant
{
    /// <param name="holds">The fact.</param>
    /// <param name="name">Its name in the table of invariants (docs), e.g. "S6 view never decreases".</param>
    /// <exception cref="InvariantException">If it does not hold.</exception>
    public static void Require([DoesNotReturnIf(false)] bool holds, string name)
    {
        if (!holds) throw new InvariantException(name);
    }

    [DoesNotReturn]
    public static void Broken(string name) => throw new InvariantException(name);
}
