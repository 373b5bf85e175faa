namespace Witan.Tests.Planted.Protocols.One;

/// <summary>Borrows a rule from another protocol, which no protocol may.</summary>
public sealed class Replica
{
    public bool MayVote(int view) => Two.Rules.IsSafe(view) && Own.Limits.Of(view) > 0;
}
