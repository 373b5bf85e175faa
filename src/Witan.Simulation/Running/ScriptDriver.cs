using Witan.Simulation.Checking;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;
using Witan.Simulation.Workloads;

namespace Witan.Simulation.Running;

/// <summary>
/// The operations at fixed times. A client that still waits for an answer submits the next one afterwards.
/// </summary>
internal sealed class ScriptDriver(
    SimulatedCluster cluster, Workload workload, IReadOnlyList<ScriptOperation> script, Findings findings)
{
    private const string Unanswered = "unanswered";

    private readonly List<(ScriptOperation Operation, Call Call)> _begun = [];
    private readonly SortedDictionary<int, Queue<ScriptOperation>> _waiting = [];
    private readonly SortedSet<int> _busy = [];
    private int _ended;

    /// <summary>Whether all have been answered that shall be.</summary>
    public bool IsDone { get; private set; } = script.Count == 0;

    public void Start()
    {
        foreach (var operation in script) cluster.World.At(operation.AtMs * 1_000, () => Arrive(operation));
    }

    /// <summary>Judges what never was answered.</summary>
    public void End()
    {
        foreach (var (operation, call) in _begun)
        {
            if (call.ReturnedAt is null && operation.Expect is { } expected && expected != Unanswered)
                Miss(operation, "was not answered");
        }
    }

    private void Arrive(ScriptOperation operation)
    {
        var client = operation.Client.Index;
        if (_busy.Contains(client))
        {
            if (!_waiting.TryGetValue(client, out var queue))
                _waiting.Add(client, queue = new Queue<ScriptOperation>());
            queue.Enqueue(operation);
            return;
        }

        Begin(operation);
    }

    private void Begin(ScriptOperation operation)
    {
        _busy.Add(operation.Client.Index);
        var call = workload.Begin(
            operation.Client.Index, new Operation(operation.Op, operation.Key, operation.Value ?? string.Empty),
            call => Ended(operation, call));
        _begun.Add((operation, call));
    }

    private void Ended(ScriptOperation operation, Call call)
    {
        _ended++;
        IsDone = _ended + script.Count(o => o.Expect == Unanswered) >= script.Count;
        if (operation.Expect is { } expected) Compare(operation, expected, call);
        var client = operation.Client.Index;
        _busy.Remove(client);
        if (_waiting.TryGetValue(client, out var queue) && queue.TryDequeue(out var next)) Begin(next);
    }

    private void Compare(ScriptOperation operation, string expected, Call call)
    {
        var told = call.Result ?? call.Outcome?.ToString() ?? "nothing";
        if (expected != told) Miss(operation, $"was told '{told}', expected '{expected}'");
    }

    private void Miss(ScriptOperation operation, string what) =>
        findings.Add(
            "expect.script", $"{operation.Client} {operation.Op} {operation.Key} at {operation.AtMs} ms {what}");
}
