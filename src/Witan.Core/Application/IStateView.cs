namespace Witan.Core.Application;

/// <summary>The maps at one certified height, for reading.</summary>
public interface IStateView
{
    /// <summary>The height and time that the view shows.</summary>
    BlockContext Block { get; }

    /// <inheritdoc cref="IState.Map"/>
    IOrderedMapView Map(string name);
}
