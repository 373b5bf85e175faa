using System.Globalization;
using Witan.Core.Ordering;
using Witan.Primitives.Membership;
using Witan.Simulation.Checking;
using Witan.Simulation.Networks;
using Witan.Simulation.Nodes;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;
using Witan.Simulation.Tracing;
using Witan.Simulation.Workloads;

namespace Witan.Simulation.Twins;

/// <summary>
/// One case on whole simulated replicas: the rounds, then a whole network, in which everything must be answered within
/// the time of <see cref="HealedRounds"/> rounds. Nothing is expected of the ids that run twice.
/// </summary>
public sealed class TwinsRun
{
    /// <summary>Enough for a view change with doubled timeouts and a few blocks; microseconds.</summary>
    public const long RoundTime = 150_000;

    public const int HealedRounds = 10;

    /// <summary>
    /// When in a round clients put something, microseconds: one that finds the old view, and two of the new one.
    /// </summary>
    private static readonly long[] Puts = [5_000, 75_000, 110_000];

    private const int Clients = 2;

    private readonly TwinsSetup _setup;
    private readonly SimulatedCluster _cluster;
    private readonly FaultySet _faulty = new();
    private readonly Findings _findings;
    private readonly RunOracles _oracles;
    private readonly Workload _workload;
    private readonly TraceObserver? _tracer;
    private readonly RunTrace _trace = new();
    private readonly long _healAt;
    private int _told;

    public TwinsRun(TwinsSetup setup, TwinsCase schedule)
    {
        _setup = setup;
        _healAt = schedule.Rounds.Count * RoundTime;
        _cluster = new SimulatedCluster(SettingsOf(setup));
        _findings = new Findings(_cluster.World);
        foreach (var twin in setup.Input.Twins) _faulty.Add(_cluster[twin].Id);
        var scenario = new Scenario();
        _oracles = new RunOracles(
            _cluster, scenario, setup.Service, _faulty, _findings, new SharedKeys(_cluster, scenario),
            setup.Description);
        if (setup.Chart)
        {
            _tracer = new TraceObserver(_cluster, _trace);
            _cluster.Observe(_tracer);
        }

        _oracles.Observe(_cluster);
        var routing = new TwinsRouting(setup.Input, schedule, _cluster.World, RoundTime);
        _cluster.Observe(routing);
        _cluster.Network.Filter = routing.Passes;
        _workload = new Workload(_cluster, setup.Service, new WorkloadSettings { Operations = 0 });
    }

    /// <summary>The world, for whoever wants to look closer than a result does.</summary>
    public SimulatedCluster Cluster => _cluster;

    public TwinsResult Run()
    {
        _cluster.Start();
        for (var round = 0L; round * RoundTime < _healAt; round++)
        {
            foreach (var put in Puts) _cluster.World.At((round * RoundTime) + put, Put);
        }

        var isHealed = false;
        _cluster.World.At(_healAt, () =>
        {
            isHealed = true;
            Heal();
        });
        var end = _healAt + (HealedRounds * RoundTime);
        while (!_findings.Any && !(isHealed && _workload.IsDone) && _cluster.World.Step(end)) Tell();
        if (!_findings.Any) JudgeEnd();
        Tell();
        return new TwinsResult(
            _findings.Violations, _workload.Acknowledged, _oracles.Views.Highest.Value, _cluster.World.Happened,
            Draw());
    }

    private void Put()
    {
        var number = _workload.Calls.Count.ToString(CultureInfo.InvariantCulture);
        _workload.Begin(_workload.Calls.Count % Clients, new Operation(OperationKind.Put, "k" + number, number));
    }

    private void Heal()
    {
        _cluster.Network.Filter = null;
        _tracer?.Add(RunEventKind.Fault, "all views are whole");
        Put();
    }

    /// <summary>O10 and O12.</summary>
    private void JudgeEnd()
    {
        if (_setup.Input.Twins.Count <= _setup.Faulty && _workload.Acknowledged < _workload.Calls.Count)
        {
            var open = _workload.Calls.Count - _workload.Acknowledged;
            _findings.Add("O10 progress", string.Create(
                CultureInfo.InvariantCulture,
                $"{open} of {_workload.Calls.Count} operations are open after {HealedRounds} rounds "
                + $"of a whole network"));
        }

        foreach (var replica in _cluster.Replicas)
        {
            if (_faulty.Contains(replica.Id)) continue;
            foreach (var (member, type) in replica.ProvedLies)
            {
                if (_faulty.Contains(member)) continue;
                _findings.Add("O12 accusation", $"{replica.Id} holds proof of a lie (type {type}) against {member}");
            }
        }
    }

    /// <summary>Violations stand in the trace where they were seen.</summary>
    private void Tell()
    {
        for (; _told < _findings.Violations.Count; _told++)
        {
            var violation = _findings.Violations[_told];
            _tracer?.Add(RunEventKind.Violation, violation.Oracle + ": " + violation.Text);
        }
    }

    private string? Draw() => _tracer is null ? null : TextChart.Write(SequenceChart.AroundViolation(
        _trace.Newest(), _tracer.Columns, _setup.ChartRows, _setup.ChartRows / 4));

    private static ClusterSettings SettingsOf(TwinsSetup setup)
    {
        var link = new Networks.LinkQuality(500, 2_000);
        return new ClusterSettings
        {
            Seed = setup.Seed,
            Replicas = setup.Input.Members,
            Faulty = setup.Faulty,
            Twins = setup.Input.Twins,
            Clients = Clients,
            Protocol = setup.Protocol,
            Application = setup.Service.Machine,
            ApplicationName = setup.Service.Name,
            // Checkpoints happen within a case, so that they are part of what is varied.
            Parameters = new ClusterParameters { CheckpointInterval = 4, Window = 8, SlotsInFlight = 4 },
            Options = new ReplicaOptions
            {
                RequestTimeout = Milliseconds(30),
                ViewTimeout = Milliseconds(30),
                MaxTimeout = Milliseconds(120),
                RelayDelay = Milliseconds(5),
                StatusInterval = Milliseconds(20),
                FetchTimeout = Milliseconds(10),
                Heartbeat = TimeSpan.Zero,
            },
            Network = new NetworkSettings(link, link),
        };
    }

    private static TimeSpan Milliseconds(long count) => new(count * TimeSpan.TicksPerMillisecond);
}
