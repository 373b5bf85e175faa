using System.Text;

namespace Witan.Simulation.Checking;

/// <summary>An entry that two states do not share.</summary>
/// <param name="Map">The map's name.</param>
/// <param name="Key">The key.</param>
/// <param name="Left">The value on the one side; null if it is not there.</param>
/// <param name="Right">The value on the other side; null if it is not there.</param>
public sealed record StateDifference(
    string Map, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte>? Left, ReadOnlyMemory<byte>? Right)
{
    public override string ToString() => $"map {Map}, key {Text(Key)}: {Text(Left)} / {Text(Right)}";

    /// <summary>As text where it is printable ASCII, else in hex; at most 32 bytes of it.</summary>
    private static string Text(ReadOnlyMemory<byte>? bytes)
    {
        if (bytes is not { } known) return "absent";
        var shown = known.Span[..Math.Min(32, known.Length)];
        var more = known.Length > shown.Length ? ".." : string.Empty;
        foreach (var b in shown)
        {
            if (b is < 0x20 or > 0x7e) return "0x" + Convert.ToHexString(shown) + more;
        }

        return "\"" + Encoding.ASCII.GetString(shown) + "\"" + more;
    }
}
