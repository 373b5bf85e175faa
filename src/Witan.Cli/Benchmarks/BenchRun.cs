using System.Text.Json;
using Witan.Cli.Running;
using Witan.Node;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Cli.Benchmarks;

/// <summary>Runs replicas and load, each in a process of its own, and takes both ends of the measured time.</summary>
internal sealed class BenchRun(BenchPlan plan, ClusterFolder folder, CancellationToken cancellation)
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(6);

    private readonly List<ChildProcess> _replicas = [];
    private readonly List<ChildProcess> _loads = [];

    // The replica that was killed, and what it had used up to then.
    private (int Place, ReplicaSample Last)? _killed;

    public async Task<BenchReport> RunAsync()
    {
        try
        {
            return await MeasureAsync().ConfigureAwait(false);
        }
        finally
        {
            await StopAsync(_loads).ConfigureAwait(false);
            await StopAsync(_replicas).ConfigureAwait(false);
        }
    }

    private async Task<BenchReport> MeasureAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        foreach (var member in folder.Genesis.Configuration.Members)
        {
            _replicas.Add(ChildProcess.Start(
                member.Id.ToString(), folder.ReplicaFolder(member.Id), "node", folder.NodeFile(member.Id),
                Processors.Of(_replicas.Count, plan.Replicas + plan.Processes), young: YoungBytes.OfReplica));
        }

        foreach (var member in folder.Genesis.Configuration.Members)
            await WaitReadyAsync(member, http).ConfigureAwait(false);
        Say($"{plan.Replicas} replicas run; {plan.WarmUp} s of warm-up, then {plan.Seconds} s are measured");
        var ends = Enumerable.Range(0, plan.Processes).Select(StartLoad).ToList();
        await Task.WhenAll(ends.Select(end => end.Measuring)).WaitAsync(cancellation).ConfigureAwait(false);
        var before = await SampleAsync(http).ConfigureAwait(false);
        Say("measuring");
        if (plan.KillsLeader) await KillLeaderAsync(before, http).ConfigureAwait(false);
        var reports = await Task.WhenAll(ends.Select(end => end.Report)).WaitAsync(cancellation).ConfigureAwait(false);
        var after = await SampleAsync(http).ConfigureAwait(false);
        return new BenchReport(plan, before, after, reports);
    }

    /// <summary>kill -9, half-way through the measured time. What the killed one used up to then counts.</summary>
    private async Task KillLeaderAsync(IReadOnlyList<ReplicaSample> before, HttpClient http)
    {
        await Task.Delay(TimeSpan.FromSeconds(plan.Seconds / 2.0), cancellation).ConfigureAwait(false);
        var now = await SampleAsync(http).ConfigureAwait(false);
        var leader = now.MaxBy(sample => sample.Height)!.Leader;
        var place = folder.Genesis.Configuration.PlaceOf(new ReplicaId(leader));
        _killed = (place, now[place]);
        _replicas[place].Kill();
        Say($"{_replicas[place].Name}, which led, was killed {now[place].Height - before[place].Height} blocks later");
    }

    private LoadEnd StartLoad(int process)
    {
        var file = Path.Combine(folder.Directory, $"load-{process}.json");
        File.WriteAllText(file, JsonSerializer.Serialize(new LoadOrder(plan, folder.Directory, process)));
        var end = new LoadEnd();
        var child = ChildProcess.Start($"load {process}", folder.Directory, "bench-load", file,
            Processors.Of(plan.Replicas + process, plan.Replicas + plan.Processes), end.OnLine);
        _loads.Add(child);
        _ = WatchAsync(child, end);
        return end;
    }

    private static async Task WatchAsync(ChildProcess child, LoadEnd end)
    {
        await child.Exited.ConfigureAwait(false);
        await child.OutputEnded.ConfigureAwait(false);
        end.OnExit($"{child.Name} ended with exit code {child.ExitCode}: {child.Tail(2)}");
    }

    private async Task WaitReadyAsync(Member member, HttpClient http)
    {
        var health = new Uri($"http://{HealthOf(member)}/metrics");
        var child = _replicas.Find(c => c.Name == member.Id.ToString())!;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            if (child.HasExited)
                throw new NodeSetupException($"{child.Name} ended with exit code {child.ExitCode}: {child.Tail(2)}");
            try
            {
                await http.GetStringAsync(health, cancellation).ConfigureAwait(false);
                return;
            }
            catch (Exception failure) when (IsSilence(failure))
            {
                // Not listening yet: asked again until the deadline.
                if (watch.Elapsed > ReadyWithin)
                    throw new NodeSetupException(
                        $"{child.Name} did not answer at {health} within {ReadyWithin.TotalSeconds:0} s: "
                        + child.Tail(2),
                        failure);
            }

            await Task.Delay(50, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>No connection, or no answer in the client's time; not that somebody ends the measurement.</summary>
    private bool IsSilence(Exception failure) =>
        failure is HttpRequestException
        || (failure is OperationCanceledException && !cancellation.IsCancellationRequested);

    private async Task<IReadOnlyList<ReplicaSample>> SampleAsync(HttpClient http)
    {
        try
        {
            return await Task.WhenAll(folder.Genesis.Configuration.Members.Select((member, place) =>
                _killed is { } killed && killed.Place == place
                    ? Task.FromResult(killed.Last)
                    : ReplicaSample.TakeAsync(_replicas[place].Id, HealthOf(member), http))).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsSilence(failure))
        {
            throw new NodeSetupException(
                $"a replica did not give its counters within {http.Timeout.TotalSeconds:0} s; the machine may be "
                + "overloaded: fewer --clients or --replicas",
                failure);
        }
    }

    private string HealthOf(Member member) => NodeOptions.Load(folder.NodeFile(member.Id)).HealthListen;

    private static async Task StopAsync(List<ChildProcess> children)
    {
        foreach (var child in children) child.Stop();
        await Task.WhenAll(children.Select(c => c.Exited)).WaitAsync(StopWithin)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var child in children) child.Kill();
        await Task.WhenAll(children.Select(c => c.Exited)).ConfigureAwait(false);
    }

    private static void Say(string line) => CommandLine.Say(line);
}
