namespace Witan.Simulation.Shrinking;

/// <summary>How many times a failing run may be tried again; shared by all stages of one minimisation.</summary>
/// <param name="tries">At least 0.</param>
public sealed class TryBudget(int tries)
{
    public int Used { get; private set; }

    public int Left => tries - Used;

    /// <summary>Takes one try.</summary>
    /// <returns>False if none is left.</returns>
    public bool Take()
    {
        if (Left <= 0) return false;
        Used++;
        return true;
    }
}
