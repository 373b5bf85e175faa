namespace Witan.Storage.Snapshots;

/// <param name="File">Which one.</param>
/// <param name="Why">For an operator.</param>
public sealed record RefusedSnapshot(string File, string Why);
