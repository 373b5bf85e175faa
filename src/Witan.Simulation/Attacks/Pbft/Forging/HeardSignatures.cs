using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>Genuine signatures that the adversary has heard, for use where they do not belong.</summary>
internal static class HeardSignatures
{
    /// <summary>
    /// A signature of this member under another text of the same type, the newest; null if none was heard.
    /// </summary>
    public static Signature? OfAnotherText(Adversary adversary, Statement statement, ReplicaId signer)
    {
        var text = statement.TextDigest(default, 0, signer);
        return Newest(adversary, said => said.Type == statement.Type && said.Sender == signer
            && said.TextDigest(default, 0) != text);
    }

    /// <summary>A signature of this member under a PREPARE or, if it leads, under the proposal of this slot.</summary>
    public static Signature? OfPrepare(Adversary adversary, SlotStatement about, ReplicaId signer) =>
        Newest(adversary, said => said is Prepare or PrePrepare && IsAbout(said, about, signer));

    /// <summary>A signature of this member under a COMMIT of this slot.</summary>
    public static Signature? OfCommit(Adversary adversary, SlotStatement about, ReplicaId signer) =>
        Newest(adversary, said => said is Commit && IsAbout(said, about, signer));

    /// <summary>A signature of this member under the state at this height.</summary>
    public static Signature? OfState(Adversary adversary, Height height, ReplicaId signer) =>
        Newest(adversary, said => said is StateVote vote && vote.Sender == signer && vote.Commitment.Height == height);

    private static bool IsAbout(Statement said, SlotStatement about, ReplicaId signer) =>
        said is SlotStatement slot && slot.Sender == signer && slot.View == about.View && slot.Height == about.Height
        && slot.Digest == about.Digest;

    private static Signature? Newest(Adversary adversary, Func<Statement, bool> fits)
    {
        Signature? found = null;
        foreach (var heard in adversary.Heard)
        {
            if (heard.Message is SignedStatement signed && fits(signed.Statement)) found = signed.Signature;
        }

        return found;
    }
}
