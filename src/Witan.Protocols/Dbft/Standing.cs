using Witan.Primitives;

namespace Witan.Protocols.Dbft;

/// <summary>Where a validator stands at a height.</summary>
/// <param name="CommittedIn">The view that its commit froze it in; null while it is free.</param>
/// <param name="Reached">The highest view that it was heard in: it goes back to none below.</param>
/// <param name="IsAway">
/// Silent, or brings nothing new, or asked for another view and takes no preparations of this one.
/// </param>
public readonly record struct Standing(View? CommittedIn, View Reached, bool IsAway);
