namespace Witan.Simulation.Worlds;

public enum PartyKind
{
    Replica,
    Client,
    Gateway,
}
