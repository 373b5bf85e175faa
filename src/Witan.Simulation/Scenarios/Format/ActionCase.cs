namespace Witan.Simulation.Scenarios.Format;

/// <summary>One action of a fault.</summary>
/// <param name="Fields">Its fields; the word is <c>do</c>.</param>
/// <param name="Triggers">Those that it may have.</param>
/// <param name="Description">What it does.</param>
internal sealed record ActionCase(Case<FaultAction> Fields, TriggerKinds Triggers, string Description)
{
    public string Word => Fields.Word;
}
