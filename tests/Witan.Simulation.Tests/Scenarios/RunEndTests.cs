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
    public void A_run_whose_limits_end_before_its_last_fault_does_not_show_progress_and_fails()
    {
        var violation = Assert.Single(RunOf(TenOperations(gstMs: 3000), new NullService()).Violations);

        Assert.Equal("O10 progress", violation.Oracle);
        Assert.Contains("before its last fault was over", violation.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bound_beyond_the_limits_holds_if_all_is_answered_at_the_limits() =>
        Assert.True(RunOf(TenOperations(gstMs: 0), new NullService()).Holds);

    [Fact]
    public void What_is_unanswered_at_the_limits_counts_though_its_bound_lies_beyond_them()
    {
        var scenario = TenOperations(
            gstMs: 0, "\"cluster\": {\"allowExceedF\": true}, \"faults\": [" + Crash(1) + ", " + Crash(2) + "], ");

        var violation = Assert.Single(RunOf(scenario, new NullService()).Violations);

        Assert.Equal("O10 progress", violation.Oracle);
        Assert.Contains("were not acknowledged within 5000 ms", violation.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_thrown_in_a_run_is_a_finding_of_that_run_with_the_place_of_its_throw()
    {
        var result = RunOf(Files.Good("\"workload\": {\"ops\": 10}"), new ThrowingService());

        var violation = Assert.Single(result.Violations, v => v.Oracle == "exception");
        Assert.Equal("DivideByZeroException in ThrowingService.Apply: no service divides by zero", violation.Text);
        Assert.NotNull(result.Chart);
    }

    /// <summary>Two seconds, and five to make progress in.</summary>
    private static Scenario TenOperations(int gstMs, string more = "") => Files.Good(
        more + "\"workload\": {\"ops\": 10}, \"expect\": {\"progressWithinMsAfterGst\": 5000}, "
        + $"\"network\": {{\"gstMs\": {gstMs}}}, \"limits\": {{\"virtualMs\": 2000}}");

    private static string Crash(int node) => $"{{\"at\": {{\"ms\": 0}}, \"do\": \"crash\", \"node\": {node}}}";

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
