namespace Witan.Simulation.Disks;

/// <summary>How likely a disk's faults are; none by default.</summary>
/// <param name="BitRot">Per sector that is read.</param>
/// <param name="TornWrite">Per crash.</param>
/// <param name="LostFsync">Per flush.</param>
/// <param name="Misdirect">Per write.</param>
/// <param name="CapacityBytes">Bytes until it is full; null for never.</param>
public readonly record struct DiskChances(
    double BitRot, double TornWrite, double LostFsync, double Misdirect, long? CapacityBytes);
