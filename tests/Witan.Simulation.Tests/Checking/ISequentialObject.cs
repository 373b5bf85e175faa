namespace Witan.Simulation.Tests.Checking;

/// <summary>A mutable object that does one operation after the other.</summary>
internal interface ISequentialObject<in TOperation, TResult>
{
    TResult Apply(TOperation operation);

    bool Same(TResult left, TResult right);
}
