using System.CommandLine;
using System.Globalization;
using Witan.Cli.Commands;
using Witan.Cli.Commands.Sim;
using Witan.Cli.Parsing;
using Witan.Node;
using Witan.Simulation.Comparing;
using Witan.Simulation.Scenarios;

namespace Witan.Cli.Comparisons;

/// <summary>What `witan compare` is told, and how it is read.</summary>
internal sealed class ComparisonOptions
{
    private const int MaxLatency = 10_000;
    private const int MaxRequests = 10_000;
    private const long MaxMapBytes = 8 * 1024 * 1024;

    private static readonly (string Name, Situation Situation)[] Situations =
        [("none", Situation.FaultFree), ("leader", Situation.LeaderCrashed), ("f", Situation.FaultyCrashed)];

    public Option<string> Protocols { get; } = new("--protocols")
    {
        Description = "Protocols by commas, or all: " + Registrations.ScenarioProtocolNames + ".",
        DefaultValueFactory = _ => "all",
    };

    public Option<string> Sizes { get; } = new("--n")
    {
        Description = "Cluster sizes, by commas (4 to 128).", DefaultValueFactory = _ => "4,7,10,16,31",
    };

    public Option<string> Faults { get; } = new("--situations")
    {
        Description = "By commas, or all: none (no fault), leader (the leader crashes), f (the leader and the f-1 "
            + "replicas after it crash).",
        DefaultValueFactory = _ => "all",
    };

    public Option<string?> Map { get; } = new("--latency-map")
    {
        Description = "A CSV matrix of round-trip times in ms: a line of names, then a line for each site.",
    };

    public Option<int> Latency { get; } =
        Numbers.Option("--latency", "One-way latency of every link in ms, without a map", 0, MaxLatency, 20);

    public Option<string?> Sites { get; } = new("--sites")
    {
        Description = "Sites of the map to place replicas at, by commas, in this order and again from the first. "
            + "Default: spread evenly over the map's list.",
    };

    public Option<string?> Client { get; } =
        new("--client-site") { Description = "Site of the client. Default: that of replica 0." };

    public Option<int?> Bound { get; } = Numbers.Optional<int>(
        "--bound",
        "Bound on a message's way in ms from which all timeouts and epochs follow. Default: the longest way of the "
        + "placement and 5 ms", 1, MaxLatency);

    public Option<int> Requests { get; } =
        Numbers.Option("--requests", "Requests that are measured", 1, MaxRequests, 20);

    public Option<ulong> Seed { get; } = Numbers.Option<ulong>("--seed", "Of all chance", 0, ulong.MaxValue, 1);

    public Option<string?> Out { get; } = new("--out")
    {
        Description = "Folder for the charts (SVG) and the table (Markdown); is made if it is not there.",
    };

    public Option<bool> Responsiveness { get; } = new("--responsiveness")
    {
        Description = "Another table: latency by that of the network (1, 5, 20, 80 ms) and by the bound that timeouts "
            + "and epochs are made for (85, 170, 340 ms), without faults, at the smallest size of --n.",
    };

    public Option<int> Jobs { get; } = SimOptions.Jobs();

    public Option<bool> Json { get; } = Shared.Json();

    public IEnumerable<Option> All =>
    [
        Protocols, Sizes, Faults, Map, Latency, Sites, Client, Bound, Requests, Seed, Out, Responsiveness, Jobs, Json,
    ];

    /// <exception cref="UsageException">An option was given that this table does not look at.</exception>
    public void RequireThatAllIsUsed(ParseResult parsed)
    {
        if (!parsed.GetValue(Responsiveness)) return;
        foreach (var option in new Option[] { Faults, Map, Latency, Sites, Client, Bound, Out })
        {
            if (parsed.GetResult(option) is { Implicit: false })
                throw new UsageException($"{option.Name} does not go with --responsiveness, which sets its own");
        }
    }

    /// <summary>In the order of the registered ones, each once.</summary>
    public IReadOnlyList<string> ProtocolsOf(ParseResult parsed)
    {
        var text = parsed.GetRequiredValue(Protocols);
        string[] known = [.. KnownProtocols.Descriptions.Select(d => d.Name)];
        if (text == "all") return known;
        var named = Parts(text);
        foreach (var name in named)
        {
            if (!known.Contains(name))
                throw new UsageException($"there is no protocol '{name}'" + Nearest.Hint(name, known));
        }

        return [.. known.Where(named.Contains)];
    }

    public IReadOnlyList<int> SizesOf(ParseResult parsed)
    {
        var sizes = new SortedSet<int>();
        foreach (var part in Parts(parsed.GetRequiredValue(Sizes)))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n is < 4 or > 128)
                throw new UsageException($"--n takes whole numbers from 4 to 128, by commas, not '{part}'");
            sizes.Add(n);
        }

        return [.. sizes];
    }

    public IReadOnlyList<Situation> SituationsOf(ParseResult parsed)
    {
        var text = parsed.GetRequiredValue(Faults);
        if (text == "all") return [.. Situations.Select(s => s.Situation)];
        var named = Parts(text);
        foreach (var name in named)
        {
            if (Situations.All(s => s.Name != name))
                throw new UsageException($"--situations takes none, leader and f by commas, or all, not '{name}'");
        }

        return [.. Situations.Where(s => named.Contains(s.Name)).Select(s => s.Situation)];
    }

    /// <summary>How a situation is called on the command line.</summary>
    public static string NameOf(Situation situation) => Situations.First(s => s.Situation == situation).Name;

    public LatencyMap MapOf(ParseResult parsed)
    {
        if (parsed.GetValue(Map) is not { } path)
        {
            if (parsed.GetValue(Sites) is not null || parsed.GetValue(Client) is not null)
                throw new UsageException("--sites and --client-site name sites of a map: give one with --latency-map");
            return LatencyMap.Uniform(parsed.GetRequiredValue(Latency) * 1_000L);
        }

        if (parsed.GetResult(Latency) is { Implicit: false })
            throw new UsageException("--latency is for runs without a map, and --latency-map gives one");
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxMapBytes })
                throw new UsageException($"the latency map {path} has more than {MaxMapBytes} bytes");
            return LatencyMapReader.Read(File.ReadAllText(path));
        }
        catch (LatencyMapException failure)
        {
            throw new UsageException($"{path} is no latency map: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"the latency map {path} cannot be read: {FileTrouble.Of(path, failure)}", failure);
        }
    }

    public Placement PlacementOf(ParseResult parsed, LatencyMap map, int replicas)
    {
        string[] named = parsed.GetValue(Sites) is { } sites ? Parts(sites) : [];
        var client = parsed.GetValue(Client);
        foreach (var site in client is null ? named : [.. named, client])
        {
            if (map.PlaceOf(site) < 0)
                throw new UsageException($"the map has no site '{site}'" + Nearest.Hint(site, map.Sites));
        }

        return Placement.Of(map, replicas, named, client);
    }

    public ComparisonTimes TimesOf(ParseResult parsed, Placement placement) =>
        parsed.GetValue(Bound) is { } bound ? new ComparisonTimes(bound) : ComparisonTimes.Of(placement);

    private static string[] Parts(string text) => text.Split(',', StringSplitOptions.TrimEntries);
}
