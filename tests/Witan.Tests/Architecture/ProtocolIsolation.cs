using System.Reflection.Metadata;
using Witan.Tests.Architecture.Il;

namespace Witan.Tests.Architecture;

/// <summary>
/// Finds code of one protocol that knows another. A protocol is a namespace below the given one, with all below it;
/// types that lie directly in the given namespace, like a list of all protocols, may know every one but be known by
/// none.
/// </summary>
internal static class ProtocolIsolation
{
    public static IReadOnlyList<string> Breaks(string assembly, string protocols)
    {
        var breaks = new List<string>();
        using var file = new CompiledAssembly(assembly);
        foreach (TypeDefinitionHandle type in file.Types)
        {
            string name = file.NameOf(type).Name;
            if (ProtocolOf(name, protocols) is not { Length: > 0 } own) continue;
            breaks.AddRange(
                from used in ReferencedTypes.Of(file, type)
                where ProtocolOf(used, protocols) is { } other && other != own
                select $"{name} knows {used}");
        }

        return breaks;
    }

    /// <summary>The protocol's name, empty for the common namespace, null outside it.</summary>
    private static string? ProtocolOf(string type, string protocols)
    {
        if (!type.StartsWith(protocols + ".", StringComparison.Ordinal)) return null;
        string[] parts = type[(protocols.Length + 1)..].Split('/')[0].Split('.');
        return parts.Length == 1 ? "" : parts[0];
    }
}
