namespace Witan.Simulation.Worlds;

/// <summary>Something that happens at one moment of virtual time.</summary>
public abstract class WorldEvent
{
    public abstract void Run();
}
