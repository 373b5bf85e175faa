namespace Witan.Simulation.Scenarios;

/// <summary>A way in which a replica lies.</summary>
/// <param name="Id">"A01" to "A35", as the literature of this project numbers them; "X01" and on for others.</param>
/// <param name="Name">In a file.</param>
/// <param name="Does">What the replica does.</param>
/// <param name="Args">By which a file shapes it.</param>
/// <param name="DefinedFor">Names of protocols, or <see cref="Shared"/>; empty where nothing has what it
/// attacks.</param>
/// <param name="Elsewhere">Why it is not defined for the other protocols; empty if there are none.</param>
public sealed record Strategy(
    string Id, string Name, string Does, ValueList<StrategyArg> Args, ValueList<string> DefinedFor, string Elsewhere)
{
    /// <summary>In <see cref="DefinedFor"/>: it attacks the shared rooms and so works under every protocol.</summary>
    public const string Shared = "shared";

    public bool IsDefinedFor(string protocol) => DefinedFor.Contains(Shared) || DefinedFor.Contains(protocol);

    public StrategyArg? Find(string arg) => Args.FirstOrDefault(a => a.Name == arg);
}
