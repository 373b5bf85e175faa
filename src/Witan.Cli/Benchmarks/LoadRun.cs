using System.Collections.Concurrent;
using System.Diagnostics;
using Witan.Node;

namespace Witan.Cli.Benchmarks;

/// <summary>
/// One load process: logical clients that share the signing sessions and connections of this process, as the users of a
/// gateway do.
/// </summary>
internal sealed class LoadRun(BenchPlan plan, ClusterFolder folder, int process) : IAsyncDisposable
{
    /// <summary>Printed when the measured time begins.</summary>
    public const string Measuring = "measuring";

    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(30);

    private readonly byte[] _request = Applications.EmptyService.Request(plan.Request, plan.Reply);
    private readonly ConcurrentDictionary<string, long> _failures = new();
    private readonly List<WitanClient> _clients = [];
    private volatile Latencies? _latencies;
    private long _done;
    private long _outstanding;
    private long _lastDone;
    private long _longestPause;

    public async Task<LoadReport> RunAsync(CancellationToken cancellation)
    {
        await ConnectAsync(cancellation).ConfigureAwait(false);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var load = plan.OpenLoop > 0 ? RunOpenAsync(ending.Token) : RunClosedAsync(ending.Token);
        await Task.Delay(TimeSpan.FromSeconds(plan.WarmUp), cancellation).ConfigureAwait(false);
        var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var latencies = _latencies = new Latencies();
        var before = Interlocked.Read(ref _done);
        Interlocked.Exchange(ref _lastDone, Stopwatch.GetTimestamp());
        Interlocked.Exchange(ref _longestPause, 0);
        Console.WriteLine(Measuring);
        await Task.Delay(TimeSpan.FromSeconds(plan.Seconds), cancellation).ConfigureAwait(false);
        var report = new LoadReport
        {
            Done = Interlocked.Read(ref _done) - before,
            Seconds = watch.Elapsed.TotalSeconds,
            LongestPauseSeconds = LongestPause().TotalSeconds,
            CpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            ResidentBytes = Environment.WorkingSet,
            Latencies = latencies.Counts(),
            Failures = new SortedDictionary<string, long>(_failures, StringComparer.Ordinal),
        };
        await ending.CancelAsync().ConfigureAwait(false);
        await load.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return report;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) await client.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        for (var session = process; session < plan.Sessions; session += plan.Processes)
            _clients.Add(WitanClient.Start(folder.LoadClient(session)));
        var watch = Stopwatch.StartNew();
        while (_clients.Exists(client => client.Connected < client.Configuration.N) && watch.Elapsed < ConnectWithin)
            await Task.Delay(10, cancellation).ConfigureAwait(false);
        // The first acknowledgement: from here on the cluster answers.
        foreach (var client in _clients) await client.SubmitAsync(_request, cancellation).ConfigureAwait(false);
    }

    private Task RunClosedAsync(CancellationToken cancellation)
    {
        var own = Share(plan.Clients);
        return Task.WhenAll(Enumerable.Range(0, own).Select(i => Task.Run(
            async () =>
            {
                while (!cancellation.IsCancellationRequested)
                    await CallAsync(_clients[i % _clients.Count], Stopwatch.GetTimestamp(), cancellation)
                        .ConfigureAwait(false);
            },
            cancellation)));
    }

    /// <summary>A latency counts from the moment when the request was due, not from when it could be sent.</summary>
    private async Task RunOpenAsync(CancellationToken cancellation)
    {
        var rate = Share(plan.OpenLoop);
        var start = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        for (long sent = 0; await tick.WaitForNextTickAsync(cancellation).ConfigureAwait(false);)
        {
            var due = (long)(Stopwatch.GetElapsedTime(start).TotalSeconds * rate);
            for (; sent < due; sent++)
            {
                var at = start + (long)(sent * (double)Stopwatch.Frequency / rate);
                if (Interlocked.Read(ref _outstanding) >= BenchPlan.MaxClients) Fail("Busy");
                else _ = CallAsync(_clients[(int)(sent % _clients.Count)], at, cancellation);
            }
        }
    }

    private async Task CallAsync(WitanClient client, long since, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _outstanding);
        try
        {
            await client.SubmitAsync(_request, cancellation).ConfigureAwait(false);
            Interlocked.Increment(ref _done);
            NotePause();
            _latencies?.Add(Stopwatch.GetElapsedTime(since));
        }
        catch (OperationCanceledException)
        {
            // The measured time is over.
        }
        catch (Exception failure) when (failure is Witan.Client.WitanUnavailableException
                                            or Witan.Client.WitanOutcomeUnknownException)
        {
            Fail(failure.GetType().Name);
        }
        finally
        {
            Interlocked.Decrement(ref _outstanding);
        }
    }

    /// <summary>That which lasts until now included: there may be no answer any more.</summary>
    private TimeSpan LongestPause() => TimeSpan.FromSeconds(
        Math.Max(Interlocked.Read(ref _longestPause), Stopwatch.GetTimestamp() - Interlocked.Read(ref _lastDone))
        / (double)Stopwatch.Frequency);

    private void NotePause()
    {
        var now = Stopwatch.GetTimestamp();
        var pause = now - Interlocked.Exchange(ref _lastDone, now);
        for (var most = Interlocked.Read(ref _longestPause); pause > most;)
        {
            var seen = Interlocked.CompareExchange(ref _longestPause, pause, most);
            if (seen == most) return;
            most = seen;
        }
    }

    private void Fail(string name) => _failures.AddOrUpdate(name, 1, (_, count) => count + 1);

    /// <summary>This process's part of a number that all processes share.</summary>
    private int Share(int all) => (all / plan.Processes) + (process < all % plan.Processes ? 1 : 0);
}
