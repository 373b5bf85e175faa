namespace Witan.Core.Execution;

/// <summary>The maps that belong to the core: names begin with '!'.</summary>
public static class CoreMaps
{
    /// <summary>Client key -> <see cref="KeyEntry"/>: who may submit.</summary>
    public const string Keys = "!keys";

    /// <summary>Client key, incarnation (big-endian) -> <see cref="SessionEntry"/>.</summary>
    public const string Sessions = "!sessions";

    /// <summary>
    /// Client key, incarnation, lowest number (big-endian) -> <see cref="KeptResults"/> of a bundle in a block.
    /// </summary>
    public const string Results = "!results";

    /// <summary>Configuration number (big-endian) -> first height, configuration: the decided changes.</summary>
    public const string Configurations = "!configurations";

    /// <summary>
    /// Member (big-endian) -> <see cref="Reconfiguration.RejoinEntry"/>: who rejoined, and how often it still may.
    /// </summary>
    public const string Rejoins = "!rejoins";
}
