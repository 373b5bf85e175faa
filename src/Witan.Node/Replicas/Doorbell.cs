using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Witan.Node;

/// <summary>
/// Wakes the one thread that waits here. It is a POSIX semaphore with a flag before it: to ring a thread that is awake
/// costs no system call, and a thread that is woken takes no lock on its way. A monitor costs three times as much,
/// since whoever is woken first meets the lock of whoever woke it.
/// </summary>
/// <remarks>
/// The waiting thread looks at its queue after each wait, whatever ended it: a wait may end too early, but never misses
/// a ring that came after the last look.
/// </remarks>
internal sealed unsafe partial class Doorbell
{
    private const string Library = "libc";
    private const int MonotonicClock = 1;

    // sem_t has 32 bytes on 64-bit Linux.
    private const int SemaphoreWords = 16;

    private static readonly bool HasSemaphores = OperatingSystem.IsLinux()
        && NativeLibrary.TryLoad(Library, typeof(Doorbell).Assembly, null, out var library)
        && NativeLibrary.TryGetExport(library, "sem_clockwait", out _);

    private readonly long[] _memory = GC.AllocateArray<long>(SemaphoreWords, pinned: true);
    private readonly object? _portable;
    private bool _posted;
    private int _rung;
    private int _waits;

    public Doorbell()
    {
        if (!HasSemaphores) _portable = new object();
        else if (Initialise(Semaphore, 0, 0) != 0) throw new InvalidOperationException("sem_init failed");
    }

    private long* Semaphore => (long*)Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0);

    /// <summary>Ends the wait, or the next one. From any thread, after what it announces was queued.</summary>
    public void Ring()
    {
        if (Interlocked.Exchange(ref _rung, 1) != 0 || Volatile.Read(ref _waits) == 0) return;
        if (_portable is null)
        {
            _ = Post(Semaphore);
            return;
        }

        lock (_portable)
        {
            _posted = true;
            Monitor.Pulse(_portable);
        }
    }

    /// <summary>Waits for a ring since the last wait, at most so long.</summary>
    /// <param name="most">Negative for ever.</param>
    public void Wait(TimeSpan most)
    {
        Interlocked.Exchange(ref _waits, 1);
        if (Interlocked.Exchange(ref _rung, 0) == 0)
        {
            Sleep(most);
            Interlocked.Exchange(ref _rung, 0);
        }

        Volatile.Write(ref _waits, 0);
        GC.KeepAlive(this);
    }

    private void Sleep(TimeSpan most)
    {
        if (_portable is not null)
        {
            SleepPortably(_portable, most);
        }
        else if (most < TimeSpan.Zero)
        {
            _ = Take(Semaphore);
        }
        else
        {
            // On Linux the stopwatch is the monotonic clock, in nanoseconds.
            var at = Stopwatch.GetTimestamp() + (most.Ticks * TimeSpan.NanosecondsPerTick);
            var until = new Timespec(at / Stopwatch.Frequency, at % Stopwatch.Frequency);
            _ = TakeUntil(Semaphore, MonotonicClock, &until);
        }
    }

    private void SleepPortably(object gate, TimeSpan most)
    {
        lock (gate)
        {
            if (!_posted) Monitor.Wait(gate, most < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : most);
            _posted = false;
        }
    }

    [LibraryImport(Library, EntryPoint = "sem_init")]
    private static partial int Initialise(long* semaphore, int shared, uint value);

    [LibraryImport(Library, EntryPoint = "sem_post")]
    private static partial int Post(long* semaphore);

    [LibraryImport(Library, EntryPoint = "sem_wait")]
    private static partial int Take(long* semaphore);

    [LibraryImport(Library, EntryPoint = "sem_clockwait")]
    private static partial int TakeUntil(long* semaphore, int clock, Timespec* until);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Timespec(long Seconds, long Nanoseconds);
}
