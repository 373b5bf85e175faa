using Witan.Crypto;
using Witan.Primitives;
using Witan.Protocols.Pbft;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>The same statement about something else.</summary>
internal static class Recast
{
    /// <param name="vote">A PREPARE or a COMMIT.</param>
    /// <param name="view">Instead of its own.</param>
    /// <param name="digest">Instead of its own.</param>
    public static SlotStatement Vote(SlotStatement vote, View view, Digest digest) => vote is Prepare
        ? new Prepare(vote.Configuration, vote.Sender, view, vote.Height, digest)
        : new Commit(vote.Configuration, vote.Sender, view, vote.Height, digest);

    /// <summary>
    /// A digest that names nothing; all liars make up the same one, so that their votes for it add up.
    /// </summary>
    public static Digest MadeUp(Digest digest) => Sha256.Hash(digest.ToArray());
}
