namespace Witan.Core.Contract;

/// <summary>An effect that one machine of a replica means for another; the host never sees it.</summary>
public abstract record InternalEffect : Effect;
