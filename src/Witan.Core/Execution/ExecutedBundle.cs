using Witan.Core.Messages;

namespace Witan.Core.Execution;

/// <summary>What one bundle executed in one block: consecutive leaves of the block's results tree.</summary>
/// <param name="Bundle">As ordered.</param>
/// <param name="FirstLeaf">Place of its first leaf.</param>
/// <param name="Leaves">One per request that executed here; those executed earlier have none.</param>
public sealed record ExecutedBundle(Bundle Bundle, int FirstLeaf, IReadOnlyList<ResultLeaf> Leaves);
