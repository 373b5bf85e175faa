using Witan.Core.Contract;

namespace Witan.Protocols.Streamlet;

/// <summary>Why Streamlet refuses a message, beyond the shared reasons.</summary>
public static class StreamletRejection
{
    /// <summary>A node whose notarization is not of its parent, or whose place does not follow from it.</summary>
    public static readonly Rejection BadNode = new(nameof(BadNode));

    /// <summary>A notarization under another configuration.</summary>
    public static readonly Rejection BadNotarization = new(nameof(BadNotarization));

    /// <summary>A proposal or vote of an epoch too far below or above the own one.</summary>
    public static readonly Rejection OutsideEpochs = new(nameof(OutsideEpochs));

    /// <summary>This peer got as many nodes within the interval as it may have.</summary>
    public static readonly Rejection TooOften = new(nameof(TooOften));
}
