using System.Globalization;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Running;

/// <summary>A fault in a few words, for charts.</summary>
internal static class FaultText
{
    public static string Of(FaultAction action) => action switch
    {
        FaultAction.Byz byz => $"R{byz.Node} begins {byz.Strategy}",
        FaultAction.Heal { Node: { } node } => $"{node} is healed",
        FaultAction.Heal => "all links are healed",
        FaultAction.Partition partition =>
            "partition " + string.Join(" | ", partition.Groups.Select(g => string.Join(' ', g)))
            + (partition.OneWay ? ", one way" : string.Empty),
        FaultAction.Cut cut => $"cut {cut.Link.A} {(cut.OneWay ? ">" : "-")} {cut.Link.B}",
        FaultAction.Flap flap => $"flap {flap.Link.A} - {flap.Link.B}",
        FaultAction.Crash crash => string.Create(
            CultureInfo.InvariantCulture,
            $"crash of R{crash.Node}, disk {crash.Disk}, back after {crash.RestartAfterMs} ms"),
        FaultAction.Pause pause =>
            string.Create(CultureInfo.InvariantCulture, $"pause of {pause.Node} for {pause.ForMs} ms"),
        FaultAction.Skew skew =>
            string.Create(CultureInfo.InvariantCulture, $"clock of {skew.Node} jumps {skew.Ms} ms"),
        FaultAction.DiskFailure failure => $"disk of R{failure.Node}: {failure.Fault}",
        _ => action.GetType().Name,
    };
}
