using Witan.Simulation.Tracing;

namespace Witan.Simulation.Tests.Tracing;

/// <summary>A short run with everything that a chart can show.</summary>
internal static class ChartSample
{
    public static readonly ChartColumn[] Columns =
        [new(0, "R0"), new(1, "R1"), new(2, "R2"), new(3, "R3"), new(100, "c0")];

    public static readonly RunEvent[] Events =
    [
        new() { At = 900, Node = RunEvent.World, Kind = RunEventKind.Fault, Text = "partition {0 1 2} {3}" },
        new() { At = 1_000, Node = 100, Kind = RunEventKind.Called, Text = "put(a, 1)" },
        Message(1_000, RunEventKind.Sent, 100, 0, "Bundle", 1),
        Message(1_250, RunEventKind.Delivered, 0, 100, "Bundle", 1),
        PrePrepare(1_300, RunEventKind.Sent, 0, 1, 2),
        PrePrepare(1_300, RunEventKind.Sent, 0, 3, 3),
        PrePrepare(1_300, RunEventKind.Dropped, 3, 0, 3),
        PrePrepare(1_900, RunEventKind.Delivered, 1, 0, 2),
        new() { At = 1_950, Node = 1, Kind = RunEventKind.Durable, Text = "Prepared" },
        Message(2_000, RunEventKind.Sent, 2, 0, "Status", 4),
        new() { At = 2_100, Node = 2, Kind = RunEventKind.Crashed, Text = "disk kept" },
        Message(2_200, RunEventKind.Sent, 3, 1, "Status", 5),
        Message(2_345, RunEventKind.Delivered, 1, 3, "Status", 5),
        new() { At = 2_400, Node = 2, Kind = RunEventKind.Restarted },
        new() { At = 2_500, Node = 0, Kind = RunEventKind.Timer, Type = "ViewTimer", View = 1 },
        new() { At = 2_600, Node = RunEvent.World, Kind = RunEventKind.Violation, Text = "O1: R0 and R1 differ at 3" },
        new() { At = 2_700, Node = 0, Kind = RunEventKind.Note, Text = "evil \u001b[2J <name> & more" },
        new() { At = 2_800, Node = 55, Kind = RunEventKind.Note, Text = "has no column" },
    ];

    private static RunEvent Message(long at, RunEventKind kind, int node, int peer, string type, long message) =>
        new() { At = at, Node = node, Kind = kind, Type = type, Peer = peer, Message = message };

    private static RunEvent PrePrepare(long at, RunEventKind kind, int node, int peer, long message) =>
        Message(at, kind, node, peer, "PrePrepare", message) with
        {
            Height = 3,
            DigestPrefix = 0x0badcafe_12345678,
        };
}
