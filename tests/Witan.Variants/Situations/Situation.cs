using Witan.Core.Contract;

namespace Witan.Variants.Situations;

/// <summary>
/// A scripted run of whole replicas that the product must pass and that kills some variants: it shows that the switch
/// works, and is no replacement for the simulator's exploration.
/// </summary>
internal sealed record Situation(string Name, Func<string?> Play)
{
    public static IReadOnlyList<Situation> All { get; } =
    [
        new("Halves", Halves.Play),
        new("HiddenDecision", DecisionOfOne.Hidden),
        new("LonelyDecision", DecisionOfOne.Lonely),
        new("ForgottenPrepare", ForgottenPromise.OfPrepare),
        new("ForgottenViewChange", ForgottenPromise.OfViewChange),
        new("RottenPrepare", ForgottenPromise.OfRottenPrepare),
        new("ReplayedBundle", ReplayedBundle.Play),
        new("FewVoters", FewVoters.Play),
        new("AllStop", AllStop.Play),
        new("VotingLeader", VotingLeader.Play),
        new("ViewOfTwo", ViewOfTwo.Play),
        new("WrongLeaderShown", WrongLeaderShown.Play),
        new("RelabelledVote", RelabelledVote.Play),
        new("RelabelledRejoin", RelabelledRejoin.Play),
        new("BoastingPeer", BoastingPeer.Play),
        new("ForgedSnapshot", ForgedSnapshot.Play),
        new("MissedView", MissedView.Play),
        new("LateAnswers", LateAnswers.Play),
        new("ForgottenDecision", ForgottenDecision.Play),
    ];

    public static Situation? Find(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <returns>What went wrong; null if the expectation holds. A broken invariant is an answer, not a crash.</returns>
    public string? Run()
    {
        try
        {
            return Play();
        }
        catch (InvariantException broken)
        {
            return "an invariant is broken: " + broken.Message;
        }
    }
}
