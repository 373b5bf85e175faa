namespace Witan.Core.Evidence;

/// <summary>Misdeeds that a replica sees and cannot prove to others.</summary>
internal static class Observations
{
    /// <summary>
    /// A proposal that no correct leader makes: over a limit, of a key nobody knows, with a request that is none.
    /// </summary>
    public const string Proposal = "proposal";

    /// <summary>A piece of a transfer that its proof does not show, or none where one was claimed.</summary>
    public const string Transfer = "transfer";

    /// <summary>Two statements shown as a lie that are none.</summary>
    public const string Evidence = "evidence";

    /// <summary>A lie that is proved by texts for which there is no room.</summary>
    public const string Unkept = "unkept";
}
