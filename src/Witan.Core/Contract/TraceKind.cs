namespace Witan.Core.Contract;

public enum TraceKind
{
    Rejected,
    Proposed,
    Prepared,
    Decided,
    Executed,
    CheckpointStable,
    ViewChangeStarted,
    ViewEntered,
    Evidence,
    TransferStarted,
    TransferInstalled,
    TransferRefused,
    Diverged,
    Recovered,
    ConfigurationStep,
    Rejoined,
    Stalled,
}
