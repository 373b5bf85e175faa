namespace Witan.Simulation.Networks;

public enum MessageFate
{
    Drop,
    Delay,
    Duplicate,
}
