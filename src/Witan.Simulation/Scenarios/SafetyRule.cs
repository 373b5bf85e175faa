namespace Witan.Simulation.Scenarios;

/// <summary>What is asked of safety.</summary>
public enum SafetyRule
{
    /// <summary><c>expect.safety</c> is false.</summary>
    NotJudged,

    /// <summary>Correct replicas never contradict each other.</summary>
    Holds,

    /// <summary>
    /// More than f may be faulty, so correct replicas may contradict each other; where they do it is detected, and
    /// evidence names members that lied and no others.
    /// </summary>
    DetectedAndCulpritsNamed,
}
