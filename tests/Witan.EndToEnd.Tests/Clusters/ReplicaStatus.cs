using System.Text.Json;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>One replica in `witan status --json`.</summary>
/// <param name="Name">"R0" and so on.</param>
/// <param name="Mode">Its mode, or "unreachable".</param>
/// <param name="View">Its view.</param>
/// <param name="Leader">Whom it follows.</param>
/// <param name="Height">How far it has executed.</param>
/// <param name="Why">Why nothing moves; empty if it does.</param>
/// <param name="Configuration">The newest configuration number that it knows.</param>
internal sealed record ReplicaStatus(
    string Name, string Mode, long View, string Leader, long Height, string Why, long Configuration)
{
    public bool IsAloneInViewChange =>
        Mode == "ViewChange" && Why.EndsWith("without a quorum", StringComparison.Ordinal);

    /// <summary>
    /// Whether it does what its protocol lets it do: it is Normal, or asked alone for another view and follows until
    /// the others change theirs (docs/protocols/pbft.md). On a busy machine a replica that starts may well be the only
    /// one that finds its leader slow.
    /// </summary>
    public bool Follows => Mode == "Normal" || IsAloneInViewChange;

    public static IReadOnlyList<ReplicaStatus> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("replicas").EnumerateArray().Select(Read)];
    }

    private static ReplicaStatus Read(JsonElement replica)
    {
        var name = replica.GetProperty("replica").GetString()!;
        if (replica.TryGetProperty("problem", out var problem))
            return new ReplicaStatus(name, "unreachable", 0, "", 0, problem.GetString()!, 0);
        return new ReplicaStatus(
            name, replica.GetProperty("mode").GetString()!, replica.GetProperty("view").GetInt64(),
            replica.GetProperty("leader").GetString()!,
            replica.GetProperty("height").GetInt64(), replica.GetProperty("stall").GetString()!,
            replica.GetProperty("configuration").GetInt64());
    }
}
