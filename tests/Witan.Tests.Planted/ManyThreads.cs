using System.Collections.Concurrent;

namespace Witan.Tests.Planted;

public sealed class ManyThreads
{
    private static readonly object Gate = new();
    [Breaks("locks")] private readonly Lock _gate = new();
    [Breaks("threads"), ThreadStatic] private static int _perThread;
    [Breaks("locks")] private volatile int _seen;
    [Breaks("threads")] private ThreadLocal<int>? _local;
    [Breaks("threads")] private AsyncLocal<int>? _flowing;
    private int _counter;

    [Breaks("locks")] public ManyThreads() { }

    [Breaks("threads")] public static void Start() => new Thread(() => { }).Start();
    [Breaks("threads")] public static void Queue() => ThreadPool.QueueUserWorkItem(_ => { });
    [Breaks("threads")] public static object Timer() => new Timer(_ => { });
    [Breaks("threads")] public static void Dispose(PeriodicTimer timer) => timer.Dispose();
    [Breaks("threads")] public static object OtherTimer() => new System.Timers.Timer();
    [Breaks("threads")] public static void Loop(Action<int> body) => Parallel.For(0, 2, body);
    [Breaks("threads")] public static void Shared(ConcurrentQueue<int> queue) => queue.Enqueue(1);

    [Breaks("tasks")] public static void Run() => Task.Run(() => { });
    [Breaks("tasks")] public static ValueTask Value() => default;
    [Breaks("tasks")] public static async Task Wait(Task other) => await other;
    [Breaks("tasks")] public static async void Forget(Task other) => await other;
    [Breaks("tasks")] public static bool Cancelled(CancellationToken token) => token.IsCancellationRequested;

    [Breaks("locks")] public int Increment() => Interlocked.Increment(ref _counter);
    [Breaks("locks")] public int Read() => Volatile.Read(ref _counter);
    [Breaks("locks")] public int Volatile_field() => _seen;
    [Breaks("locks")] public static void Enter(SemaphoreSlim semaphore) => semaphore.Release();

    [Breaks("locks")]
    public static int Monitored()
    {
        lock (Gate) return 1;
    }

    [Breaks("locks")]
    public int Locked()
    {
        lock (_gate) return 1;
    }
}
