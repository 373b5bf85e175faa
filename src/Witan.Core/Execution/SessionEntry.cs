using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Execution;

/// <summary>
/// What the state says of a session (RULES 1): a floor and a bitmap over the window above it. A number executes if and
/// only if it is in (floor, floor + window] and unmarked, in whatever order blocks bring it.
/// </summary>
public sealed class SessionEntry
{
    private readonly byte[] _marks;

    private SessionEntry(byte[] marks) => _marks = marks;

    /// <summary>A session that has executed nothing.</summary>
    /// <param name="window">Numbers above the floor that may execute; a multiple of 8.</param>
    public SessionEntry(uint window) => _marks = new byte[window / 8];

    /// <summary>Everything up to here is executed or void.</summary>
    public ulong Floor { get; private set; }

    /// <summary>Block time of the last request that executed.</summary>
    public BlockTime LastActive { get; set; }

    /// <summary>Bytes of results that are kept.</summary>
    public ulong KeptBytes { get; set; }

    /// <summary>Results below this number are dropped.</summary>
    public ulong DroppedBelow { get; set; } = 1;

    private ulong Window => (ulong)_marks.Length * 8;

    /// <summary>Whether the number would execute now.</summary>
    public bool Admits(ulong number) => number > Floor && number - Floor <= Window && !IsMarked(number);

    /// <summary>Whether the number has executed or is void; the rest of the numbers may still execute.</summary>
    public bool IsPast(ulong number) => number <= Floor || (number - Floor <= Window && IsMarked(number));

    /// <summary>
    /// Whether the number lies in the window, or below it, once all below <paramref name="acknowledged"/> is past.
    /// </summary>
    public bool Reaches(ulong number, ulong acknowledged)
    {
        var floor = acknowledged == 0 ? Floor : Math.Max(Floor, acknowledged - 1);
        return number <= floor || number - floor <= Window;
    }

    /// <summary>
    /// Marks a number that <see cref="Admits"/> and raises the floor over all marked numbers above it.
    /// </summary>
    public void Mark(ulong number)
    {
        Invariant.Require(Admits(number), "a request executes at most once");
        _marks[Slot(number) / 8] |= (byte)(1 << (int)(Slot(number) % 8));
        while (IsMarked(Floor + 1)) Raise();
    }

    /// <summary>The client has certified results of all numbers below: none of them will be sent again.</summary>
    public void Acknowledge(ulong below)
    {
        if (below == 0 || below - 1 <= Floor) return;
        if (below - 1 - Floor >= Window)
        {
            Array.Clear(_marks);
            Floor = below - 1;
        }

        while (Floor < below - 1) Raise();
        while (IsMarked(Floor + 1)) Raise();
    }

    public byte[] Encode()
    {
        var writer = new CanonicalWriter(36 + _marks.Length);
        writer.U64(Floor);
        writer.Time(LastActive);
        writer.U64(KeptBytes);
        writer.U64(DroppedBelow);
        writer.Bytes(_marks);
        return writer.Take();
    }

    public static SessionEntry Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var floor = reader.U64();
        var lastActive = reader.Time();
        var kept = reader.U64();
        var dropped = reader.U64();
        var marks = reader.Bytes(65_536 / 8);
        Invariant.Require(reader.Complete && marks.Length > 0, "session entry in the state decodes");
        return new SessionEntry(
            marks) { Floor = floor, LastActive = lastActive, KeptBytes = kept, DroppedBelow = dropped };
    }

    // The bitmap is a ring: number n has bit n mod window. The bit of a number at or below the floor is clear.
    private ulong Slot(ulong number) => number % Window;

    private bool IsMarked(ulong number) => (_marks[Slot(number) / 8] & (1 << (int)(Slot(number) % 8))) != 0;

    private void Raise()
    {
        Floor++;
        _marks[Slot(Floor) / 8] &= (byte)(0xFF ^ (1 << (int)(Slot(Floor) % 8)));
    }
}
