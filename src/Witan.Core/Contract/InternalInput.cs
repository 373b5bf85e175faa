namespace Witan.Core.Contract;

/// <summary>An input that one machine of a replica gives another.</summary>
public abstract record InternalInput : Input;
