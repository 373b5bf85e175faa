using System.Globalization;

namespace Witan.Simulation.Checking.Linearizability;

/// <summary>What the registry answered, as far as linearizability is about it.</summary>
/// <param name="Revision">
/// The store's revision in the answer; 0 says that it was not looked at. The model uses it as the mod revision of
/// what the operation put. That revisions grow from one change to the next is for <see cref="RealTimeOrder"/>: one
/// counter counts for all keys, and as a part of the state it would join them.
/// </param>
public abstract record KvAnswer(long Revision)
{
    /// <summary>The key has its value.</summary>
    public sealed record Written(long Revision = 0) : KvAnswer(Revision)
    {
        public override string ToString() => "ok" + At;
    }

    /// <summary>So many keys are gone.</summary>
    public sealed record Deleted(int Count, long Revision = 0) : KvAnswer(Revision)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"deleted {Count}{At}");
    }

    /// <summary>All that exists of what was asked for, by key.</summary>
    public sealed record Found(IReadOnlyList<KvEntry> Entries, long Revision = 0) : KvAnswer(Revision)
    {
        public static Found Nothing { get; } = new([]);

        public override string ToString() => (Entries.Count == 0 ? "nothing" : string.Join(", ", Entries)) + At;
    }

    /// <summary>Which branch ran, and what its operations answered.</summary>
    public sealed record Chosen(bool Succeeded, IReadOnlyList<KvAnswer> Answers, long Revision = 0) : KvAnswer(Revision)
    {
        public override string ToString() => $"{(Succeeded ? "then" : "else")} [{string.Join("; ", Answers)}]{At}";
    }

    private string At => Revision == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" (revision {Revision})");
}
