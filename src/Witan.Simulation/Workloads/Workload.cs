using System.Globalization;
using Witan.Client;
using Witan.Simulation.Chance;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;

namespace Witan.Simulation.Workloads;

/// <summary>
/// Drives the clients of a cluster and keeps the history. A logical client speaks through its own verifying client or,
/// where there are gateways, through one of them.
/// </summary>
public sealed class Workload
{
    private readonly SimulatedCluster _cluster;
    private readonly IService _service;
    private readonly WorkloadSettings _settings;
    private readonly Dice[] _dice;
    private readonly double[] _popularity;
    private readonly List<Call> _calls = [];
    private int _begun;
    private int _ended;

    public Workload(SimulatedCluster cluster, IService service, WorkloadSettings settings)
    {
        _cluster = cluster;
        _service = service;
        _settings = settings;
        Clients = Math.Max(1, cluster.Settings.Clients);
        _dice = [.. Enumerable.Range(0, Clients).Select(i =>
            new Dice(cluster.Settings.Seed, "workload " + i.ToString(CultureInfo.InvariantCulture)))];
        _popularity = Popularity(settings);
    }

    /// <summary>Logical clients.</summary>
    public int Clients { get; }

    /// <summary>All calls so far, in the order in which they began.</summary>
    public IReadOnlyList<Call> Calls => _calls;

    /// <summary>Operations that ended acknowledged, or answered with a proof.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Operations that are open.</summary>
    public int Open { get; private set; }

    /// <summary>Whether every operation has ended, those beside the loops included.</summary>
    public bool IsDone => _ended >= _settings.Operations && Open == 0;

    /// <summary>Told of every call that ended.</summary>
    public Action<Call>? Ended { get; set; }

    /// <summary>Lets every client begin.</summary>
    public void Start()
    {
        for (var client = 0; client < Clients; client++) Think(client);
    }

    /// <summary>One operation beside the loops: a script's, or a probe for liveness.</summary>
    public Call Begin(int client, Operation operation, Action<Call>? ended = null)
    {
        var call = new Call(client, operation, _cluster.World.Now);
        _calls.Add(call);
        Open++;
        var through = call.Through = Through(client);
        void Done(ClientOutcome outcome) => End(call, outcome, ended);
        if (_service.Request(operation) is { } request)
            through.Submit(request, _settings.Patience, Done);
        else if (_service.Query(operation) is { } query)
            through.Query(
                query, new ReadLevel.Linearizable(), _settings.Patience, _service.OrderedQuery(operation), Done);
        else
            throw new InvalidOperationException($"the service {_service.Name} has no form of '{operation}'");
        return call;
    }

    private void End(Call call, ClientOutcome outcome, Action<Call>? ended)
    {
        call.End(_cluster.World.Now, outcome, _service);
        Open--;
        if (call.IsAcknowledged) Acknowledged++;
        Ended?.Invoke(call);
        ended?.Invoke(call);
    }

    private void Think(int client)
    {
        if (_begun >= _settings.Operations) return;
        _begun++;
        var pause = _dice[client].Between(_settings.ThinkLow, _settings.ThinkHigh);
        _cluster.World.After(pause, () => Begin(client, Draw(client), _ => GoOn(client)));
    }

    private void GoOn(int client)
    {
        _ended++;
        Think(client);
    }

    private SimulatedClient Through(int client)
    {
        var settings = _cluster.Settings;
        if (settings.Gateways == 0) return _cluster.Clients[client];
        return _cluster.Clients[settings.Clients + (client % settings.Gateways)];
    }

    private Operation Draw(int client)
    {
        var dice = _dice[client];
        var kind = DrawKind(dice);
        var number = DrawKey(dice);
        var key = KeyName(number);
        // Values name who wrote them, so that a stale or foreign one shows.
        var value = client.ToString(CultureInfo.InvariantCulture) + "."
            + _calls.Count.ToString(CultureInfo.InvariantCulture);
        return kind switch
        {
            OperationKind.Put => new Operation(kind, key, value),
            OperationKind.Txn => new Operation(kind, key, value),
            // Ten keys share all but the last digit.
            OperationKind.Range => new Operation(kind, key[..^1]),
            _ => new Operation(kind, key),
        };
    }

    private OperationKind DrawKind(Dice dice)
    {
        var total = 0.0;
        foreach (var (_, share) in _settings.Mix) total += share;
        var drawn = dice.Below(1 << 30) / (double)(1 << 30) * total;
        foreach (var (kind, share) in _settings.Mix)
        {
            if (drawn < share) return kind;
            drawn -= share;
        }

        return _settings.Mix[^1].Kind;
    }

    private int DrawKey(Dice dice)
    {
        var drawn = dice.Below(1 << 30) / (double)(1 << 30) * _popularity[^1];
        var place = Array.BinarySearch(_popularity, drawn);
        return Math.Min(place < 0 ? ~place : place + 1, _popularity.Length - 1);
    }

    private static string KeyName(int number) => "k" + number.ToString("D4", CultureInfo.InvariantCulture);

    /// <summary>Running sums of the keys' weights.</summary>
    private static double[] Popularity(WorkloadSettings settings)
    {
        var sums = new double[Math.Max(1, settings.Keys)];
        var sum = 0.0;
        for (var i = 0; i < sums.Length; i++) sums[i] = sum += 1 / Math.Pow(i + 1, settings.Zipf);
        return sums;
    }
}
