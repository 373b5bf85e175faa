namespace Witan.Simulation.Scenarios;

/// <summary>Attacks on what no protocol here has.</summary>
public static partial class StrategyCatalogue
{
    private static ValueList<Strategy> NotYet =>
    [
        new("A26", "FakeSpeculation",
            "Answers a speculative execution with a false digest or a forged abort.", [], [],
            "no protocol here executes before it decides"),
        new("A27", "BadShare",
            "Gives a wrong share of a coin, a signature or a decryption, or gives it too early.", [], [],
            "no protocol here has threshold cryptography"),
        new("A28", "KeyEpochAbuse",
            "Votes with its old and its new key, or joins with a key that is not its own.", [], [],
            "keys here do not change"),
        new("A29", "MembershipSpam",
            "Joins and leaves without end, where one change more would change the quorum.", [], [],
            "membership here does not change"),
    ];
}
