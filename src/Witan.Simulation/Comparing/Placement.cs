using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Comparing;

/// <summary>Where replicas and the client stand on a map.</summary>
public sealed class Placement
{
    private readonly int[] _replicas;
    private readonly int _client;

    private Placement(LatencyMap map, int[] replicas, int client)
    {
        Map = map;
        _replicas = replicas;
        _client = client;
    }

    public LatencyMap Map { get; }

    /// <summary>The site of each replica.</summary>
    public IReadOnlyList<string> Replicas => [.. _replicas.Select(place => Map.Sites[place])];

    public string Client => Map.Sites[_client];

    /// <summary>The longest way between any two of them, microseconds.</summary>
    public long Longest
    {
        get
        {
            int[] all = [.. _replicas, _client];
            // A party of its own site is as far from another one there as the map says.
            return all.SelectMany(from => all.Select(to => Map.OneWay(from, to))).Max();
        }
    }

    /// <summary>
    /// Replica i at site floor(i * sites / n) while there are as many sites as replicas, so that they are spread evenly
    /// over the map's list; else, and for sites that are named, at site i mod sites. The client stands with replica 0
    /// unless its site is named.
    /// </summary>
    /// <param name="map">Distances.</param>
    /// <param name="replicas">How many.</param>
    /// <param name="sites">Names of sites to use in their order; empty: all, by the rule above.</param>
    /// <param name="client">The client's site; null: that of replica 0.</param>
    /// <exception cref="ArgumentException">There is no site of this name.</exception>
    public static Placement Of(
        LatencyMap map, int replicas, IReadOnlyList<string>? sites = null, string? client = null)
    {
        int[] named = [.. (sites ?? []).Select(name => Find(map, name))];
        int[] places = [.. Enumerable.Range(0, replicas).Select(i =>
            named.Length > 0 ? named[i % named.Length]
            : replicas <= map.Sites.Count ? i * map.Sites.Count / replicas
            : i % map.Sites.Count)];
        return new Placement(map, places, client is null ? places[0] : Find(map, client));
    }

    /// <summary>Microseconds from one party to another; clients stand at one site.</summary>
    public long Distance(NodeName from, NodeName to) => Map.OneWay(PlaceOf(from), PlaceOf(to));

    private int PlaceOf(NodeName party) => party.IsReplica ? _replicas[party.Index] : _client;

    private static int Find(LatencyMap map, string name)
    {
        var place = map.PlaceOf(name);
        return place >= 0 ? place : throw new ArgumentException($"the map has no site '{name}'", nameof(name));
    }
}
