namespace Witan.Simulation.Worlds;

/// <summary>An event that is a piece of code.</summary>
internal sealed class ActionEvent(Action action) : WorldEvent
{
    public override void Run() => action();
}
