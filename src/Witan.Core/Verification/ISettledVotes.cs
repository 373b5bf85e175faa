using Witan.Core.Messages;

namespace Witan.Core.Verification;

/// <summary>What a verifier asks before it computes the signature of a vote.</summary>
public interface ISettledVotes
{
    /// <summary>Keeps an unverified vote, if nobody needs it.</summary>
    /// <returns>False if it has to be judged.</returns>
    bool TrySetAside(SignedStatement vote);

    /// <summary>
    /// What was set aside of the sender of a verified statement, if the two are about the same and differ; it is handed
    /// out once, unverified.
    /// </summary>
    SignedStatement? TakeContradicted(Statement said);
}
