namespace Witan.Simulation.Checking.Linearizability;

/// <summary>How what is found must stand to the operand.</summary>
public enum KvRelation
{
    Equal,
    NotEqual,
    Less,
    Greater,
}
