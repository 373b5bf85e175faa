using System.Text.Json;

namespace Witan.EndToEnd.Tests.Liars;

/// <summary>What `witan status --json` says that the gateway saw of one replica.</summary>
internal sealed record Sight(string Replica, long Proved, long Observed, IReadOnlyDictionary<string, long> Kinds)
{
    public long Of(string kind) => Kinds.GetValueOrDefault(kind);

    public static IReadOnlyList<Sight> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var replicas = document.RootElement.GetProperty("gateway").GetProperty("replicas");
        return
        [
            .. replicas.EnumerateArray().Select(replica => new Sight(
                replica.GetProperty("replica").GetString()!, replica.GetProperty("proved").GetInt64(),
                replica.GetProperty("observed").GetInt64(),
                replica.GetProperty("kinds").EnumerateObject().ToDictionary(
                    kind => kind.Name, kind => kind.Value.GetInt64()))),
        ];
    }
}
