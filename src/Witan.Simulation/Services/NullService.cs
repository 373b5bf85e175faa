using System.Text;
using Witan.Core.Application;

namespace Witan.Simulation.Services;

/// <summary>The empty service: every request is ordered, executed and answered with nothing.</summary>
public sealed class NullService : IService, IStateMachine
{
    public string Name => "null";

    public IStateMachine Machine => this;

    public ReadOnlyMemory<byte>? Request(Operation operation) => Encoding.UTF8.GetBytes(operation.ToString());

    public ReadOnlyMemory<byte>? Query(Operation operation) => null;

    public string? Read(Operation operation, ReadOnlyMemory<byte> result) => result.IsEmpty ? string.Empty : null;

    public void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results)
    {
        foreach (var _ in requests) results.Add([]);
    }
}
