using System.Globalization;
using System.Text.Json;
using Witan.Node;

namespace Witan.Cli.Output;

/// <summary>
/// What the gateway of a folder says of the replicas that it asks, or why it says nothing. Unproved, like all of
/// `status`.
/// </summary>
internal sealed class GatewaySights : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // A hundred replicas with every kind of lie are far below this.
    private const int MaxBytes = 1 << 20;

    private readonly JsonDocument? _answer;

    private GatewaySights(string address, JsonDocument? answer, string problem)
    {
        Address = address;
        _answer = answer;
        Problem = problem;
    }

    /// <summary>Of its HTTP port; empty if the folder names none.</summary>
    public string Address { get; }

    /// <summary>Empty if it answered.</summary>
    public string Problem { get; }

    /// <summary>Asks the gateway whose settings lie in the folder.</summary>
    public static async Task<GatewaySights> AskAsync(ClusterFolder folder, CancellationToken cancellation)
    {
        var address = "";
        try
        {
            var settings = GatewaySettings.Load(folder.GatewayFile);
            address = settings.HttpEndpoint;
            using var http = new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = MaxBytes };
            var json = await http.GetByteArrayAsync(new Uri($"http://{address}/replicas"), cancellation)
                .ConfigureAwait(false);
            var answer = JsonDocument.Parse(json);
            if (answer.RootElement.ValueKind == JsonValueKind.Object
                && answer.RootElement.TryGetProperty("replicas", out var rows)
                && rows.ValueKind == JsonValueKind.Array)
                return new GatewaySights(address, answer, "");
            answer.Dispose();
            return new GatewaySights(address, null, "its answer is none of a gateway's");
        }
        catch (Exception failure) when (Reason(failure, cancellation) is { } reason)
        {
            return new GatewaySights(address, null, reason);
        }
    }

    public void Dispose() => _answer?.Dispose();

    /// <summary>A table of its own below that of the replicas, or one line.</summary>
    public void Print()
    {
        if (_answer is null)
        {
            CommandLine.Say(
                $"the gateway{(Address.Length > 0 ? " at " + Address : "")} does not say what it saw: {Problem}");
            return;
        }

        Console.WriteLine($"seen by the gateway at {Address}:");
        Table.Print(
            ["replica", "connected", "proved", "observed", "late", "what"],
            _answer.RootElement.GetProperty("replicas").EnumerateArray().Select(Row), below: ["what"]);
    }

    /// <summary>As the member `gateway`.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("gateway");
        json.WriteString("address", Address);
        if (_answer is null) json.WriteString("problem", Problem);
        else
        {
            json.WritePropertyName("replicas");
            _answer.RootElement.GetProperty("replicas").WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static string[] Row(JsonElement replica) =>
    [
        Text(replica, "replica"), Text(replica, "connected") == bool.TrueString ? "yes" : "no", Text(replica, "proved"),
        Text(replica, "observed"), Text(replica, "late"), Kinds(replica),
    ];

    private static string Kinds(JsonElement replica)
    {
        if (!replica.TryGetProperty("kinds", out var kinds) || kinds.ValueKind != JsonValueKind.Object) return "";
        return string.Join(", ", kinds.EnumerateObject().Select(kind => $"{kind.Name} {kind.Value}"));
    }

    private static string Text(JsonElement replica, string name) =>
        replica.ValueKind == JsonValueKind.Object && replica.TryGetProperty(name, out var value)
            ? value.ToString()
            : "-";

    /// <summary>Null for what is no matter of the gateway.</summary>
    private static string? Reason(Exception failure, CancellationToken cancellation) => failure switch
    {
        HttpRequestException { InnerException: System.Net.Sockets.SocketException inner } => inner.Message,
        HttpRequestException => "its answer is none of a gateway's",
        NodeSetupException => failure.Message,
        JsonException => "its answer is none of a gateway's",
        OperationCanceledException when !cancellation.IsCancellationRequested =>
            string.Create(CultureInfo.InvariantCulture, $"no answer within {Patience.TotalSeconds:0} s"),
        _ => null,
    };
}
