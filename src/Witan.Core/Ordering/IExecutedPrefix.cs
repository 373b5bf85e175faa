using Witan.Primitives;

namespace Witan.Core.Ordering;

/// <summary>How far execution is: a view for reading.</summary>
public interface IExecutedPrefix
{
    /// <summary>The highest executed height.</summary>
    Height Executed { get; }

    /// <summary>Effective block time there.</summary>
    BlockTime Time { get; }
}
