using System.Globalization;
using Witan.Primitives;

namespace Witan.Storage.Snapshots;

/// <summary>Names of snapshots.</summary>
internal static class SnapshotFiles
{
    public const string Unfinished = ".tmp";

    private const string Prefix = "snapshot-";
    private const string Suffix = ".snap";

    public static string NameOf(Height height) =>
        Prefix + height.Value.ToString("D20", CultureInfo.InvariantCulture) + Suffix;

    public static bool IsUnfinished(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && name.EndsWith(Suffix + Unfinished, StringComparison.Ordinal);

    /// <summary>The height that a snapshot's name claims; null for any other file.</summary>
    public static Height? HeightOf(string name)
    {
        if (!name.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        if (!name.EndsWith(Suffix, StringComparison.Ordinal)) return null;
        var digits = name.AsSpan(Prefix.Length, name.Length - Prefix.Length - Suffix.Length);
        return ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            && NameOf(new Height(height)) == name
            ? new Height(height)
            : null;
    }
}
