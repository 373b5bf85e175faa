namespace Witan.Protocols.Streamlet;

/// <summary>
/// The epochs whose proposals and votes are kept. What is kept is also what was echoed: the memory of the echo.
/// </summary>
internal static class EpochWindow
{
    /// <summary>
    /// Epochs behind: late votes still notarize, and a replica whose clock runs ahead hears the others.
    /// </summary>
    public const ulong Behind = 16;

    /// <summary>Epochs ahead: the clocks of others may be.</summary>
    public const ulong Ahead = 8;

    public const int Size = (int)(Behind + 1 + Ahead);

    public static bool Holds(Epoch epoch, Epoch current) =>
        epoch >= LowestOf(current) && epoch.Value <= current.Value + Ahead;

    public static Epoch LowestOf(Epoch current) => new(current.Value > Behind ? current.Value - Behind : 0);
}
