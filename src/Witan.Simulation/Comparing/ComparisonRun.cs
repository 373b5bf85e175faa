using System.Globalization;
using System.Text;
using Witan.Client;
using Witan.Core.Ordering;
using Witan.Primitives.Membership;
using Witan.Simulation.Chance;
using Witan.Simulation.Networks;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;

namespace Witan.Simulation.Comparing;

/// <summary>
/// Measures one plan: some requests that do not count, quiet, the crash with the request that meets it, quiet, the
/// requests that count, quiet. One client asks, one request at a time, so a decision is of one request.
/// </summary>
public sealed class ComparisonRun
{
    private const long Millisecond = 1_000;
    private const int WarmUp = 3;

    // Virtual time for one answer: far above any pause, f timeouts in a row included.
    private const long Patience = 3_600_000 * Millisecond;

    private readonly ComparisonPlan _plan;
    private readonly SimulatedCluster _cluster;
    private readonly TrafficMeter _traffic;
    private readonly ReplyWatch _replies;
    private readonly Dice _dice;
    private int _asked;

    /// <exception cref="ArgumentException">There is no protocol of this name.</exception>
    public ComparisonRun(ComparisonPlan plan)
    {
        _plan = plan;
        var (protocol, description) = KnownProtocols.All.FirstOrDefault(p => p.Description.Name == plan.Protocol);
        if (description is null) throw new ArgumentException($"there is no protocol '{plan.Protocol}'", nameof(plan));
        _cluster = new SimulatedCluster(SettingsOf(plan, description.ForDelay?.Invoke(plan.Times.Delay) ?? protocol));
        _traffic = new TrafficMeter(description);
        _replies = new ReplyWatch(_cluster.World, plan.Faulty + 1);
        _cluster.Observe(_traffic);
        _cluster.Observe(_replies);
        _dice = new Dice(plan.Seed, "comparison");
    }

    public ComparisonResult Run()
    {
        _cluster.Start();
        Wait(_plan.Times.Quiet);
        for (var i = 0; i < WarmUp; i++)
        {
            if (Ask() is null) return Failed("in the warm-up");
        }

        Wait(_plan.Times.Quiet);
        int[] crashed = [.. Enumerable.Range(0, _plan.Crashes).Select(i => (Leader() + i) % _plan.Replicas)];
        foreach (var replica in crashed) _cluster.Crash(replica, CrashDisk.Keep, null);
        long? pause = null;
        if (crashed.Length > 0)
        {
            if (Ask() is not { } met) return Failed("after the crash");
            pause = met.Replied;
            Wait(_plan.Times.Quiet);
        }

        return Measure(crashed, pause);
    }

    private ComparisonResult Measure(int[] crashed, long? pause)
    {
        _traffic.Take();
        var before = Height();
        var (replied, certified) = (new List<long>(), new List<long>());
        for (var i = 0; i < _plan.Requests; i++)
        {
            Wait(0, _plan.Times.Pause);
            if (Ask() is not { } answer) return Failed($"at request {i + 1} of {_plan.Requests}");
            replied.Add(answer.Replied);
            certified.Add(answer.Certified);
        }

        // What a decision leaves to be done belongs to its cost.
        Wait(_plan.Times.Quiet);
        var (count, byName) = _traffic.Take();
        return new ComparisonResult
        {
            Plan = _plan, Crashed = crashed, Pause = pause, Replied = LatencySummary.Of(replied),
            Certified = LatencySummary.Of(certified), Decisions = (long)(Height() - before), Traffic = count,
            MessagesByName = byName,
        };
    }

    /// <summary>One request, until it is acknowledged; null if it is not.</summary>
    private (long Replied, long Certified)? Ask()
    {
        var world = _cluster.World;
        var begun = world.Now;
        long? certified = null;
        var request = Encoding.ASCII.GetBytes((++_asked).ToString("D8", CultureInfo.InvariantCulture));
        _cluster.Clients[0].Submit(request, new TimeSpan(Patience * TimeSpan.TicksPerMicrosecond), outcome =>
        {
            if (outcome is ClientOutcome.Acknowledged) certified = world.Now;
        });
        var isAnswered = world.RunUntil(() => certified is not null && _replies.RepliedAt is not null, Patience);
        if (!isAnswered || _cluster.Replicas.Any(r => r.Failure is not null)) return null;
        return (_replies.RepliedAt!.Value - _replies.SentAt, certified!.Value - begun);
    }

    private void Wait(long milliseconds) => _cluster.World.Run(milliseconds * Millisecond);

    private void Wait(long low, long high) => _cluster.World.Run(_dice.Between(low * Millisecond, high * Millisecond));

    /// <summary>By what replica 0 says.</summary>
    private int Leader() => (int)_cluster[0].Core!.DescribeStatus(0).Leader.Value;

    private ulong Height() => _cluster.Replicas.Max(r => r.Core?.DescribeStatus(0).Executed.Value ?? 0);

    private ComparisonResult Failed(string when)
    {
        var failed = _cluster.Replicas.FirstOrDefault(r => r.Failure is not null);
        var why = failed is null ? "no answer" : $"replica {failed.Name} stopped itself: {failed.Failure!.Message}";
        return new ComparisonResult { Plan = _plan, Trouble = $"{why} {when}" };
    }

    private static ClusterSettings SettingsOf(ComparisonPlan plan, IProtocol protocol)
    {
        var service = new NullService();
        return new ClusterSettings
        {
            Seed = plan.Seed, Replicas = plan.Replicas, Faulty = plan.Faulty, Protocol = protocol,
            Application = service.Machine, ApplicationName = service.Name, Parameters = new ClusterParameters(),
            Options = plan.Times.Replica, ClientOptions = plan.Times.Client,
            Network = new NetworkSettings(new Networks.LinkQuality(0, 0), new Networks.LinkQuality(0, 0))
            {
                Distance = plan.Placement.Distance,
            },
        };
    }
}
