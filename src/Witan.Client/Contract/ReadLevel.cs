using Witan.Primitives;

namespace Witan.Client;

/// <summary>
/// How fresh a read must be. Whatever the level, the answer is proved and never older than one seen before it began.
/// </summary>
public abstract record ReadLevel
{
    private protected ReadLevel()
    {
    }

    /// <summary>
    /// Not older than the moment when the read began: a quorum is asked first how far it is (RULES 6).
    /// </summary>
    public sealed record Linearizable : ReadLevel;

    /// <summary>
    /// Any replica may answer. The value was current at some moment not longer ago than <paramref name="MaxAge"/> and
    /// the
    /// difference of clocks; not linearizable.
    /// </summary>
    public sealed record Proof(TimeSpan MaxAge) : ReadLevel;

    /// <summary>Any replica may answer at or above this height: read your writes across clients.</summary>
    public sealed record AtLeast(Height Height) : ReadLevel;
}
