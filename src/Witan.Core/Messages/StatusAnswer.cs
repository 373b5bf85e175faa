using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// What a replica says of itself. Unsigned and unproved: an operator's view, no ground for a decision.
/// </summary>
public sealed class StatusAnswer : Message
{
    /// <summary>Counters in one answer: reasons of rejection, lies seen, and a dozen gauges.</summary>
    public const int MaxCounters = 256;

    private const int MaxTextBytes = 512;

    public required ulong Id { get; init; }

    public required ReplicaId Replica { get; init; }

    public required ConfigurationNumber Configuration { get; init; }

    public required View View { get; init; }

    public required ReplicaId Leader { get; init; }

    /// <summary>"Normal", "ViewChange", "Rejoining", "Transferring", "Diverged", ...</summary>
    public required string Mode { get; init; }

    public required Height Executed { get; init; }

    public required Height Stable { get; init; }

    /// <summary>Highest height that any peer claims to have executed.</summary>
    public required Height HighestSeen { get; init; }

    /// <summary>Why there is no progress, or empty.</summary>
    public required string Stall { get; init; }

    /// <summary>Name and value, sorted by name.</summary>
    public required IReadOnlyList<KeyValuePair<string, ulong>> Counters { get; init; }

    public override byte Type => MessageType.StatusAnswer;

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.U64(Id);
        writer.Replica(Replica);
        writer.Configuration(Configuration);
        writer.View(View);
        writer.Replica(Leader);
        writer.Text(Mode);
        writer.Height(Executed);
        writer.Height(Stable);
        writer.Height(HighestSeen);
        writer.Text(Stall);
        writer.Count(Counters.Count);
        foreach (var counter in Counters)
        {
            writer.Text(counter.Key);
            writer.U64(counter.Value);
        }
    }

    public static StatusAnswer? Read(ref CanonicalReader reader)
    {
        var id = reader.U64();
        var replica = reader.Replica();
        var configuration = reader.Configuration();
        var view = reader.View();
        var leader = reader.Replica();
        var mode = reader.Text(MaxTextBytes);
        var executed = reader.Height();
        var stable = reader.Height();
        var highest = reader.Height();
        var stall = reader.Text(MaxTextBytes);
        var counters = new KeyValuePair<string, ulong>[reader.Count(MaxCounters, 12)];
        for (var i = 0; i < counters.Length; i++)
            counters[i] = new KeyValuePair<string, ulong>(reader.Text(MaxTextBytes), reader.U64());
        if (reader.Failed) return null;
        return new StatusAnswer
        {
            Id = id, Replica = replica, Configuration = configuration, View = view, Leader = leader, Mode = mode,
            Executed = executed, Stable = stable, HighestSeen = highest, Stall = stall, Counters = counters,
        };
    }
}
