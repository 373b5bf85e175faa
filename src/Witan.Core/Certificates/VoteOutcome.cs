namespace Witan.Core.Certificates;

public enum VoteOutcome
{
    Counted,
    Duplicate,

    /// <summary>The member voted before for something else: both votes together are evidence.</summary>
    Conflicting,
    NotAMember,
}
