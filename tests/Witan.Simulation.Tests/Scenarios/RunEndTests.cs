using Witan.Core.Application;
using Witan.Simulation.Checking.Linearizability;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;
using Witan.Simulation.Workloads;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>How a run ends that has no lawful end: never with "holds".</summary>
public sealed class RunEndTests
{
    [Fact]
    public void A_run_whose_limits_leave_no_time_to_judge_progress_fails_and_says_so()
    {
        var violation = Assert.Single(RunOf(TenOperations(virtualMs: 2000), new NullService()).Violations);

        Assert.Equal("O10 progress", violation.Oracle);
        Assert.Contains("before progress could be judged", violation.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_run_with_time_enough_holds()
    {
        Assert.True(RunOf(TenOperations(virtualMs: 9000), new NullService()).Holds);
    }

    [Fact]
    public void What_is_thrown_in_a_run_is_a_finding_of_that_run_with_the_place_of_its_throw()
    {
        var result = RunOf(Files.Good("\"workload\": {\"ops\": 10}"), new ThrowingService());

        var violation = Assert.Single(result.Violations, v => v.Oracle == "exception");
        Assert.Equal("DivideByZeroException in ThrowingService.Apply: no service divides by zero", violation.Text);
        Assert.NotNull(result.Chart);
    }

    private static Scenario TenOperations(int virtualMs) => Files.Good(
        "\"workload\": {\"ops\": 10}, \"expect\": {\"progressWithinMsAfterGst\": 5000}, "
        + $"\"limits\": {{\"virtualMs\": {virtualMs}}}");

    private static RunResult RunOf(Scenario scenario, IService service) => new ScenarioRun(
        scenario, scenario.Seed, new RunSetup
        {
            Protocol = new Protocols.Pbft.Protocol(), Description = PbftDescription.Value, Service = service,
        }).Run();

    private sealed class ThrowingService : IService, IStateMachine
    {
        private readonly NullService _inner = new();

        public string Name => "throwing";

        public IStateMachine Machine => this;

        public ReadOnlyMemory<byte>? Request(Operation operation) => _inner.Request(operation);

        public ReadOnlyMemory<byte>? Query(Operation operation) => null;

        public string? Read(Operation operation, ReadOnlyMemory<byte> result) => _inner.Read(operation, result);

        public LinearizabilityReport Judge(IReadOnlyList<Call> history) => _inner.Judge(history);

        public void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results) =>
            throw new DivideByZeroException("no service divides by zero");
    }
}
