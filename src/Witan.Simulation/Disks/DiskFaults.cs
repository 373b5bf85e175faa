using Witan.Simulation.Chance;
using Witan.Storage.Disks;

namespace Witan.Simulation.Disks;

/// <summary>
/// What a disk does wrong: what a scenario orders, which lasts until it is used up or healed, and what chance brings.
/// </summary>
/// <param name="dice">Draws; null for a disk without chance.</param>
/// <param name="chances">How likely each fault is.</param>
public sealed class DiskFaults(Dice? dice = null, DiskChances chances = default)
{
    /// <summary>The next so many flushes report success and make nothing durable.</summary>
    public int FlushesToLose { get; set; }

    /// <summary>The next so many flushes report a failure and make nothing durable.</summary>
    public int FlushesToFail { get; set; }

    /// <summary>The next so many writes land one sector beside where they belong, if the file has room there.</summary>
    public int WritesToMisdirect { get; set; }

    /// <summary>Bytes that fit; beyond, writes fail.</summary>
    public long CapacityBytes { get; set; } = chances.CapacityBytes ?? long.MaxValue;

    /// <summary>How many times longer than usual a flush takes.</summary>
    public long Slowness { get; set; } = 1;

    /// <summary>The next crash leaves the last write half done.</summary>
    public bool TearsNext { get; set; }

    /// <summary>Ends a full and a slow disk.</summary>
    public void Heal()
    {
        CapacityBytes = chances.CapacityBytes ?? long.MaxValue;
        Slowness = 1;
    }

    /// <summary>Whether this crash tears: every unflushed sector is old or new on its own.</summary>
    internal bool TearsAtCrash()
    {
        var tears = TearsNext || Happens(chances.TornWrite);
        TearsNext = false;
        return tears;
    }

    internal bool FlushHappens()
    {
        if (FlushesToFail > 0)
        {
            FlushesToFail--;
            throw new DiskException("the flush failed");
        }

        if (FlushesToLose > 0)
        {
            FlushesToLose--;
            return false;
        }

        return !Happens(chances.LostFsync);
    }

    internal long Place(long offset, int length, long fileLength)
    {
        const int sector = SimulatedDisk.DefaultSectorBytes;
        if (offset + sector + length > fileLength) return offset;
        if (WritesToMisdirect > 0) WritesToMisdirect--;
        else if (!Happens(chances.Misdirect)) return offset;
        return offset + sector;
    }

    /// <summary>A bit that flips while sectors are read; null for none.</summary>
    /// <param name="length">Bytes that are read.</param>
    internal (long Offset, byte Mask)? BitRot(int length)
    {
        if (dice is null || chances.BitRot <= 0) return null;
        for (var start = 0; start < length; start += SimulatedDisk.DefaultSectorBytes)
        {
            if (dice.Chance(chances.BitRot))
                return (start + dice.Below(Math.Min(SimulatedDisk.DefaultSectorBytes, length - start)),
                    (byte)(1 << (int)dice.Below(8)));
        }

        return null;
    }

    private bool Happens(double chance) => dice is not null && dice.Chance(chance);
}
