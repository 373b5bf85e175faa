namespace Witan.Simulation.Scenarios;

/// <summary>A moment in a replica's work between two of its effects.</summary>
public enum FailPoint
{
    /// <summary>A record that holds back what follows is about to be written.</summary>
    BeforePersist,

    /// <summary>Such a record is durable; nothing behind it has left.</summary>
    AfterPersist,

    /// <summary>A record that holds nothing back is about to be written.</summary>
    BeforeStore,

    /// <summary>Such a record is durable.</summary>
    AfterStore,

    /// <summary>A statement is about to be signed.</summary>
    BeforeSign,

    /// <summary>A statement is signed and not yet sent.</summary>
    AfterSign,

    /// <summary>A message is about to be sent; a broadcast is one time.</summary>
    BeforeSend,

    /// <summary>A message was sent.</summary>
    AfterSend,
}
