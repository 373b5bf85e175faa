namespace Witan.Simulation.Nodes;

/// <summary>Places at which a replica can be killed.</summary>
public enum PointKind
{
    BeforePersist,
    AfterPersist,
    BeforeStore,
    AfterStore,
    BeforeSign,
    AfterSign,
    BeforeSend,
    AfterSend,
}
