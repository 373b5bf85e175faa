using Witan.Core.Contract;

namespace Witan.Core.Execution;

/// <summary>
/// A block was executed: admission clears its pool, certification signs and replies, ordering learns the height.
/// </summary>
internal sealed record BlockExecuted(ExecutedBlock Block, IReadOnlyList<Messages.Bundle> Bundles) : InternalEffect;
