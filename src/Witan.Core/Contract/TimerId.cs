namespace Witan.Core.Contract;

/// <summary>
/// Names a timer. Setting one again replaces it; a timer that fires late or twice must be harmless, so the machine that
/// set it checks on arrival whether it still means anything.
/// </summary>
/// <param name="Machine">The owner, e.g. "pbft", "admission".</param>
/// <param name="Name">What for, e.g. "view-change".</param>
/// <param name="Argument">A number that the owner chooses: a view, a height, 0.</param>
public readonly record struct TimerId(string Machine, string Name, ulong Argument);
