namespace Witan.Simulation.Scenarios;

/// <summary>What a replica does with certificates, checkpoints and results.</summary>
public static partial class StrategyCatalogue
{
    private static ValueList<Strategy> Certifying =>
    [
        new("A08", "ForgedCertificate", "Puts a false certificate in the place of each certificate that it sends.",
            [
                StrategyArg.Choice("form",
                    ["duplicateSigner", "tooFew", "wrongKeys", "mixedDigests", "emptySignature", "swappedIds"],
                    "One signer twice; one signer too few; signatures under its own key for all; signatures over "
                        + "different digests; zeros for a signature; signatures of two signers exchanged."),
                StrategyArg.Choice("place", ["all", "state", "ordering"],
                    "State certificates (manifests, reads, checkpoints in VIEW-CHANGEs) or those of the protocol "
                        + "(decisions, prepared certificates)."),
                Victims("To whom; null: to all."),
            ],
            Everywhere, ""),
        new("A09", "CertSplice", "Offers genuine signatures of one kind as a certificate of another.",
            [
                StrategyArg.Choice("form", ["prepareAsCommit", "commitAsPrepare", "stateAsCommit"],
                    "PREPAREs as a commit certificate; COMMITs as a prepared certificate; state votes as a commit "
                        + "certificate."),
                Victims("To whom; null: to all."),
            ],
            Pbft, NotWritten),
        new("A12", "BadCheckpoint", "Signs state votes that are not true.",
            [
                StrategyArg.Choice("form", ["wrongDigest", "wrongSlot", "futureFlood"],
                    "Another state root; the commitment of the slot before under this slot's height; or, with each own "
                        + "vote, votes for checkpoints far ahead."),
                StrategyArg.Count("count", 100, 1, 10_000, "Votes of futureFlood with each own vote."),
                Victims("To whom; null: to all."),
            ],
            Everywhere, ""),
        new("A25", "WrongExecution", "Agrees in ordering and says false results.",
            [
                StrategyArg.Choice("what", ["all", "replies", "stateVotes"],
                    "Results in replies (their proof then fails), the results root in its state votes, or both, so "
                        + "that they fit each other."),
                StrategyArg.Nodes("victims", "Clients and replicas that are told so; null: all."),
            ],
            Everywhere, ""),
    ];
}
