using Witan.Simulation.Scenarios.Format;

namespace Witan.Simulation.Scenarios.Checks;

/// <summary>One check of one scenario. A rule asks first whether what it judges could be read at all.</summary>
/// <param name="scenario">As read; what could not be read has its default.</param>
/// <param name="protocol">Null if the scenario names none that exists.</param>
/// <param name="problems">What is wrong.</param>
internal sealed class CheckRun(Scenario scenario, ProtocolDescription? protocol, ProblemList problems)
{
    public Scenario Scenario { get; } = scenario;

    public ProtocolDescription? Protocol { get; } = protocol;

    public bool IsSound(string path) => problems.IsSound(path);

    /// <summary>Whether these fields of the cluster are what the file says.</summary>
    public bool Knows(params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (!IsSound("$.cluster." + field)) return false;
        }

        return !problems.Has("$.cluster");
    }

    public void Add(string path, string message) => problems.Add(path, message);

    /// <summary>Refuses a node that the cluster does not have.</summary>
    public void CheckNode(NodeName node, string path)
    {
        var cluster = Scenario.Cluster;
        var (what, field, count) = node.Kind switch
        {
            NodeKind.Client => ("client", "clients", cluster.Clients),
            NodeKind.Gateway => ("gateway", "gateways", cluster.Gateways),
            _ => ("replica", "n", cluster.N),
        };
        if (!Knows(field) || cluster.Has(node)) return;
        var there = count == 0
            ? $"the cluster has no {what}s"
            : $"there are {node with { Index = 0 }} to {node with { Index = count - 1 }}";
        Add(path, $"there is no {what} {node}; {there}");
    }

    public void CheckReplica(int index, string path) => CheckNode(NodeName.Replica(index), path);

    /// <summary>Refuses a message that the protocol does not have.</summary>
    public void CheckMessage(string? name, string path)
    {
        if (name is null || Protocol is null || Protocol.TypesOf(name) is not null) return;
        var names = string.Join(", ", Protocol.Messages.Select(m => m.Name));
        Add(path, $"{Protocol.Name} has no message {JsonText.Show(name)}; it has: {names}");
    }
}
