namespace Witan.Core.Contract;

/// <summary>How full a table is that outsiders can make grow; docs/architecture.md, section 9.</summary>
/// <param name="Name">Of the table.</param>
/// <param name="Held">What it holds now, in the unit of the bound.</param>
/// <param name="Bound">What it may hold.</param>
public readonly record struct Gauge(string Name, long Held, long Bound);
