namespace Witan.Core.Admission;

internal enum PoolOutcome
{
    Added,
    Duplicate,

    /// <summary>Another bundle of the session has the same first number; the first stays.</summary>
    Conflicting,
    OverQuota,
}
