namespace Witan.Tests.Architecture;

/// <summary>A rule that one member (or, without a member, one type) breaks on purpose.</summary>
internal sealed record DeterminismException(string Type, string? Member, string Rule, string Reason)
{
    public bool Allows(Finding finding) =>
        finding.Type == Type && finding.Rule == Rule && (Member is null || finding.Member == Member);
}
