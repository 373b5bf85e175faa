using Witan.Storage.Disks;

namespace Witan.Simulation.Disks;

/// <summary>What a disk does wrong, set by a scenario; each lasts until it is reset or used up.</summary>
public sealed class DiskFaults
{
    /// <summary>The next so many flushes report success and make nothing durable.</summary>
    public int FlushesToLose { get; set; }

    /// <summary>The next so many flushes report a failure and make nothing durable.</summary>
    public int FlushesToFail { get; set; }

    /// <summary>The next so many writes land one sector beside where they belong, if the file has room there.</summary>
    public int WritesToMisdirect { get; set; }

    /// <summary>Bytes that fit; beyond, writes fail.</summary>
    public long CapacityBytes { get; set; } = long.MaxValue;

    /// <summary>How many times longer than usual a flush takes.</summary>
    public long Slowness { get; set; } = 1;

    /// <summary>At the next crash every unflushed sector is decided on its own, instead of all kept or all lost.</summary>
    public bool TearsAtCrash { get; set; } = true;

    internal bool FlushHappens()
    {
        if (FlushesToFail > 0)
        {
            FlushesToFail--;
            throw new DiskException("the flush failed");
        }

        if (FlushesToLose == 0) return true;
        FlushesToLose--;
        return false;
    }

    internal long Place(long offset, int length, long fileLength)
    {
        const int sector = SimulatedDisk.DefaultSectorBytes;
        if (WritesToMisdirect == 0 || offset + sector + length > fileLength) return offset;
        WritesToMisdirect--;
        return offset + sector;
    }
}
