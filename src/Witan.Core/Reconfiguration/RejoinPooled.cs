using Witan.Core.Contract;

namespace Witan.Core.Reconfiguration;

/// <summary>A verified REJOIN waits to be ordered.</summary>
internal sealed record RejoinPooled(RejoinBody Body) : InternalEffect;
