namespace Witan.Core.Execution;

/// <summary>The maps that belong to the core: names begin with '!'.</summary>
public static class CoreMaps
{
    /// <summary>Client key -> <see cref="KeyEntry"/>: who may submit.</summary>
    public const string Keys = "!keys";

    /// <summary>Client key, incarnation (big-endian) -> <see cref="SessionEntry"/>.</summary>
    public const string Sessions = "!sessions";

    /// <summary>Client key, incarnation, number (big-endian) -> request digest, result.</summary>
    public const string Results = "!results";
}
