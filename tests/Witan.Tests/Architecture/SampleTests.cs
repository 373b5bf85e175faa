using Xunit;

namespace Witan.Tests.Architecture;

/// <summary>What the README promises of the samples.</summary>
public sealed class SampleTests
{
    [Fact]
    public void The_counter_and_its_host_are_under_60_lines_together()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "samples", "Counter"), "*.cs");

        Assert.Equal(["CounterMachine.cs", "Program.cs"], files.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.InRange(files.Sum(file => File.ReadAllLines(file).Length), 1, 59);
    }
}
