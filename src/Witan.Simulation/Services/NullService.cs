using System.Text;
using Witan.Core.Application;
using Witan.Simulation.Checking.Linearizability;
using Witan.Simulation.Workloads;

namespace Witan.Simulation.Services;

/// <summary>The empty service: every request is ordered, executed and answered with nothing.</summary>
public sealed class NullService : IService, IStateMachine
{
    public string Name => "null";

    public IStateMachine Machine => this;

    public ReadOnlyMemory<byte>? Request(Operation operation) => Encoding.UTF8.GetBytes(operation.ToString());

    public ReadOnlyMemory<byte>? Query(Operation operation) => null;

    public string? Read(Operation operation, ReadOnlyMemory<byte> result) => result.IsEmpty ? "ok" : null;

    /// <summary>There is nothing that could be seen in another order.</summary>
    public LinearizabilityReport Judge(IReadOnlyList<Call> history) => new()
    {
        Verdict = CheckVerdict.Linearizable, Steps = 0, Parts = 0, Text = "linearizable: the service has no state",
    };

    public void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results)
    {
        foreach (var _ in requests) results.Add([]);
    }
}
