using System.Collections.Immutable;

namespace Witan.Tests.Architecture;

/// <summary>The rooms of the house in their order: a room imports only rooms before it.</summary>
internal static class Rooms
{
    public static readonly ImmutableArray<string> InOrder =
    [
        "Witan.Primitives", "Witan.Crypto", "Witan.Core", "Witan.Protocols", "Witan.Storage", "Witan.Registry",
        "Witan.Client", "Witan.Simulation", "Witan.Node", "Witan.Gateway", "Witan.Cli",
    ];

    /// <summary>The rooms that decide safety or acceptance, and therefore run unchanged in the simulator.</summary>
    public static readonly ImmutableArray<string> Deterministic = InOrder[..InOrder.IndexOf("Witan.Simulation")];

    /// <summary>The rooms that exist in the source folder.</summary>
    public static IEnumerable<string> Present =>
        InOrder.Where(room => File.Exists(Path.Combine(Repository.Root, "src", room, room + ".csproj")));

    public static string AssemblyOf(string room) => Repository.Assembly(room == "Witan.Cli" ? "witan" : room);
}
