using Witan.Simulation.Attacks;
using Witan.Core.Ordering;
using Witan.Simulation.Checking;
using Witan.Simulation.Checking.Locks;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Tracing;
using Witan.Simulation.Workloads;

namespace Witan.Simulation.Running;

/// <summary>One seed of one scenario, from the first event to the verdict.</summary>
public sealed class ScenarioRun
{
    private const long Millisecond = 1_000;

    private readonly Scenario _scenario;
    private readonly RunSetup _setup;
    private readonly SimulatedCluster _cluster;
    private readonly FaultySet _faulty = new();
    private readonly Findings _findings;
    private readonly FaultDriver _faults;
    private readonly Workload _workload;
    private readonly ScriptDriver _script;
    private readonly ProgressProbe _progress;
    private readonly RunTrace _trace = new();
    private readonly TraceObserver _tracer;
    private readonly RunOracles _oracles;
    private readonly SharedKeys _keys;
    private readonly ILockJudge? _locks;
    private int _told;

    public ScenarioRun(Scenario scenario, ulong seed, RunSetup setup)
    {
        _scenario = scenario;
        _setup = setup;
        var settings = ClusterOf.Scenario(scenario, seed, ProtocolOf(scenario, setup), setup.Service);
        _cluster = new SimulatedCluster(setup.Adjust?.Invoke(settings) ?? settings);
        _findings = new Findings(_cluster.World);
        foreach (var liar in scenario.Cluster.Byzantine) _faulty.Add(NodeName.Replica(liar).Id);
        var adversary = new Adversary(_cluster, scenario.Cluster.Byzantine);
        _keys = new SharedKeys(_cluster, scenario);
        _oracles = new RunOracles(
            _cluster, scenario, setup.Service, _faulty, _findings, _keys, setup.Description);
        _tracer = new TraceObserver(_cluster, _trace);
        _faults = new FaultDriver(_cluster, scenario, setup.Description, adversary, _faulty)
        {
            Happened = fault => _tracer.Add(RunEventKind.Fault, FaultText.Of(fault.Action)),
        };
        _cluster.Observe(_tracer);
        _oracles.Observe(_cluster);
        _locks = setup.Description.Locks?.Invoke();
        if (_locks is not null) _cluster.Observe(_locks);
        _cluster.Observe(_faults);
        foreach (var replica in _cluster.Replicas) replica.KeepsOldImage = NeedsOldImage(scenario, replica.Name);
        _workload = new Workload(_cluster, setup.Service, WorkloadOf(scenario.Workload));
        _script = new ScriptDriver(_cluster, _workload, scenario.Script, _findings);
        _progress = new ProgressProbe(_cluster, _workload, _faults, scenario, _findings, _keys);
    }

    /// <summary>The world, for whoever wants to look closer than a result does.</summary>
    public SimulatedCluster Cluster => _cluster;

    /// <summary>Everything that clients did.</summary>
    public IReadOnlyList<Call> Calls => _workload.Calls;

    /// <summary>The newest events of the run, oldest first.</summary>
    public IReadOnlyList<RunEvent> Events => _trace.Newest();

    /// <summary>A lane per party.</summary>
    public IReadOnlyList<ChartColumn> Columns => _tracer.Columns;

    public RunResult Run()
    {
        Play();
        _progress.End();
        _script.End();
        Judge.Run(_scenario, _setup, _cluster, _faulty, _workload.Calls, _oracles, _faults, _findings, _keys);
        Tell();
        return Result();
    }

    /// <summary>
    /// Whatever is thrown ends this run as a finding of its own: it is a defect of the product, or of the simulator,
    /// and must not hide what the other runs of an exploration find.
    /// </summary>
    private void Play()
    {
        try
        {
            _cluster.Start();
            _faults.Start();
            _script.Start();
            _progress.Start();
            _workload.Start();
            var limit = _scenario.Limits.VirtualMs * Millisecond;
            while (!IsOver() && _cluster.World.Happened < _scenario.Limits.Events && _cluster.World.Step(limit)) Tell();
        }
        catch (Exception failure)
        {
            _findings.Add("exception", FailureText.Of(failure));
        }
    }

    private bool IsOver()
    {
        if (_findings.Any && _findings.Violations.Count >= Findings.Limit) return true;
        if (!_workload.IsDone || !_script.IsDone || !_progress.IsJudged) return false;
        return _cluster.World.Now >= _faults.LastHeal;
    }

    /// <summary>Violations stand in the trace where they were seen.</summary>
    private void Tell()
    {
        for (; _told < _findings.Violations.Count; _told++)
        {
            var violation = _findings.Violations[_told];
            _tracer.Add(RunEventKind.Violation, violation.Oracle + ": " + violation.Text);
        }
    }

    private RunResult Result()
    {
        var chart = _findings.Any || _setup.AlwaysChart ? TextChart.Write(SequenceChart.AroundViolation(
            _trace.Newest(), _tracer.Columns, _setup.ChartRows, _setup.ChartRows / 4)) : null;
        var latencies = new List<long>();
        foreach (var call in _workload.Calls)
        {
            if (call.IsAcknowledged) latencies.Add(call.ReturnedAt!.Value - call.CalledAt);
        }

        latencies.Sort();
        return new RunResult
        {
            Seed = _cluster.Settings.Seed,
            Violations = _findings.Violations,
            Lock = Lock(),
            Standing = _findings.Violations.Any(v => v.Oracle == ProgressProbe.Oracle)
                ? [.. _cluster.Replicas.Select(StandingOf)] : [],
            Commits = _workload.Acknowledged,
            Calls = _workload.Calls.Count,
            Unacknowledged = [.. Unacknowledged()],
            ViewChanges = _oracles.Views.Highest.Value,
            Height = _oracles.Agreement.Highest.Value,
            Latencies = latencies,
            Messages = _cluster.Network.Sent,
            Bytes = _cluster.Network.Bytes,
            Signatures = _oracles.Promises.Signatures,
            MessagesByType = [.. _cluster.Network.SentByType],
            Fired = _faults.Fired,
            Deeds = [.. _faults.Attacks.Select(a => a?.Deeds)],
            Events = _cluster.World.Happened,
            VirtualTime = _cluster.World.Now,
            TraceDigest = _trace.Finish(),
            Chart = chart,
        };
    }

    /// <summary>The registered one, unless the file sets what only this protocol has.</summary>
    private static IProtocol ProtocolOf(Scenario scenario, RunSetup setup) =>
        scenario.Protocol.Options.Further.Count > 0 && setup.Description.Configured is { } make
            ? make(scenario.Protocol.Options) : setup.Protocol;

    private static string StandingOf(SimulatedReplica replica)
    {
        if (replica.Core is not { } core) return $"{replica.Id} is down";
        var status = core.DescribeStatus(0);
        var stall = status.Stall.Length == 0 ? string.Empty : ": " + status.Stall;
        return $"{replica.Id} has executed {status.Executed} and is stable at {status.Stable}, view {status.View} of "
            + $"{status.Leader}, {status.Mode}{stall}";
    }

    /// <summary>Want of progress alone is excused, and only if the replicas say so too.</summary>
    private string? Lock()
    {
        if (_locks is null || !_findings.Any || _findings.Violations.Any(v => v.Oracle != ProgressProbe.Oracle))
            return null;
        var isSaid = _cluster.Replicas.Any(
            r => !_faulty.Contains(r.Id) && r.Core?.DescribeStatus(0).Mode == "Locked");
        return isSaid ? _locks.Lock(_cluster, _faulty) : null;
    }

    private SortedDictionary<string, long> Unacknowledged()
    {
        var endings = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var call in _workload.Calls)
        {
            if (call.IsAcknowledged) continue;
            var name = call.Outcome switch
            {
                null => "open",
                Client.ClientOutcome.Failed failed => failed.Reason.ToString(),
                var other => other.GetType().Name,
            };
            endings[name] = endings.GetValueOrDefault(name) + 1;
        }

        return endings;
    }

    private static bool NeedsOldImage(Scenario scenario, NodeName replica) => scenario.Faults.Any(
        f => f.Action is FaultAction.Crash { Disk: CrashDisk.Old } crash && crash.Node == replica);

    private static WorkloadSettings WorkloadOf(WorkloadSpec spec) => new()
    {
        Operations = spec.Ops,
        Mix =
        [
            (OperationKind.Put, spec.Mix.Put), (OperationKind.Get, spec.Mix.Get), (OperationKind.Txn, spec.Mix.Txn),
            (OperationKind.Range, spec.Mix.Range),
        ],
        Keys = spec.Keys,
        Zipf = spec.Zipf,
        ThinkLow = spec.ThinkMs.Min * Millisecond,
        ThinkHigh = spec.ThinkMs.Max * Millisecond,
    };
}
