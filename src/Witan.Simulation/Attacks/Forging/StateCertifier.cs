using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives.Membership;
using Witan.Simulation.Attacks.Pbft.Forging;

namespace Witan.Simulation.Attacks.Forging;

/// <summary>Makes genuine certificates of genuine state votes.</summary>
internal static class StateCertifier
{
    /// <param name="configuration">Whose members vote.</param>
    /// <param name="votes">For one height, one of each sender.</param>
    /// <returns>Null if no quorum says the same.</returns>
    public static StateCertificate? Certify(Configuration configuration, IReadOnlyList<SignedStatement> votes)
    {
        foreach (var candidate in votes)
        {
            var commitment = ((StateVote)candidate.Statement).Commitment;
            SignedStatement[] equal = [.. votes.Where(v => ((StateVote)v.Statement).Commitment == commitment)];
            var set = MemberSet.Empty;
            foreach (var vote in equal) set = set.With(configuration.PlaceOf(vote.Statement.Sender));
            if (configuration.Quorums.MinimalQuorum(set) is not { } quorum) continue;
            SignerEntry[] entries =
            [
                .. equal.Where(v => quorum.Contains(configuration.PlaceOf(v.Statement.Sender)))
                    .Select(v => new SignerEntry(v.Statement.Sender, v.Signature)),
            ];
            return CertificateText.ReadState(
                CertificateText.Write(candidate.Statement, configuration.Quorums.Mode, entries));
        }

        return null;
    }
}
