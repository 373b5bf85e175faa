using System.Globalization;
using System.Text;
using System.Text.Json;
using Witan.Client;

namespace Witan.Gateway.Http;

/// <summary>
/// What a gateway sees of the replicas, for people who watch it: metrics, and the JSON of <c>/replicas</c>.
/// </summary>
internal sealed class ReplicaSightsText(IReplicaSights? sights)
{
    private const string Connected = "witan_gateway_replica_connected";
    private const string Lies = "witan_gateway_replica_lies_total";

    /// <summary>In the text format of Prometheus.</summary>
    public void Write(StringBuilder text)
    {
        var replicas = Read();
        if (replicas.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {Connected} gauge\n");
        foreach (var replica in replicas)
        {
            var up = replica.Connected ? 1 : 0;
            text.Append(CultureInfo.InvariantCulture, $"{Connected}{{replica=\"{replica.Replica}\"}} {up}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"# TYPE {Lies} counter\n");
        foreach (var replica in replicas)
        {
            foreach (var lie in replica.Lies)
            {
                var labels = $"kind=\"{lie.Kind}\",replica=\"{replica.Replica}\",weight=\"{NameOf(lie.Weight)}\"";
                text.Append(CultureInfo.InvariantCulture, $"{Lies}{{{labels}}} {lie.Count}\n");
            }
        }
    }

    /// <summary>Per replica: the counts by weight, and by kind in <c>kinds</c>.</summary>
    public string Json()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("replicas");
            foreach (var replica in Read()) Write(json, replica);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private IReadOnlyList<ReplicaSight> Read() => sights?.Read() ?? [];

    private static void Write(Utf8JsonWriter json, ReplicaSight replica)
    {
        json.WriteStartObject();
        json.WriteString("replica", replica.Replica);
        json.WriteString("organisation", replica.Organisation);
        json.WriteBoolean("connected", replica.Connected);
        foreach (var weight in Enum.GetValues<LieWeight>()) json.WriteNumber(NameOf(weight), replica.Count(weight));
        json.WriteStartObject("kinds");
        foreach (var lie in replica.Lies) json.WriteNumber(lie.Kind.ToString(), lie.Count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string NameOf(LieWeight weight) => weight switch
    {
        LieWeight.Proved => "proved",
        LieWeight.Observed => "observed",
        _ => "late",
    };
}
