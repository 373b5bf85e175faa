using System.Globalization;

namespace Witan.Variants.Hunting;

/// <summary>What a hunt came to for one variant.</summary>
public sealed record HuntResult
{
    public required string Variant { get; init; }

    /// <summary>The trial that failed on the variant and holds on the product; null for a survivor.</summary>
    public required string? Killer { get; init; }

    /// <summary>What failed there first.</summary>
    public required string? Oracle { get; init; }

    public required string? Text { get; init; }

    /// <summary>Seeds of the killing file or of exploration that were tried, the killing one included.</summary>
    public required ulong Seeds { get; init; }

    /// <summary>Trials played in all.</summary>
    public required int Trials { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Trials that the product failed too: no kills, but something to look at.</summary>
    public required IReadOnlyList<string> ProductFails { get; init; }

    /// <summary>Texts of oracles may hold a whole history.</summary>
    private string ShortText => Text is { Length: > 120 } ? Text[..120] + ".." : Text ?? string.Empty;

    public override string ToString() => Killer is null
        ? string.Create(CultureInfo.InvariantCulture, $"{Variant}: SURVIVES {Trials} trials, {Seconds:F1} s")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Variant}: killed by {Killer}: {Oracle} {ShortText} (seeds {Seeds}, {Seconds:F1} s)");
}
