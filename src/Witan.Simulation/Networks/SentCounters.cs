using Witan.Core.Messages;

namespace Witan.Simulation.Networks;

/// <summary>
/// Messages by name. Counted per message, so a type's counter is found by its number as long as its name is the same.
/// </summary>
internal sealed class SentCounters
{
    private readonly SortedDictionary<string, Counter> _byName = new(StringComparer.Ordinal);
    private readonly Counter?[] _byType = new Counter?[byte.MaxValue + 1];

    public void Count(Message message)
    {
        // Bytes that a liar made up have a type and another name.
        var name = MessageNames.Of(message);
        var counter = _byType[message.Type];
        if (counter is null || !ReferenceEquals(counter.Name, name)) counter = _byType[message.Type] = Find(name);
        counter.Value++;
    }

    public SortedDictionary<string, long> ToSorted()
    {
        var sorted = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, counter) in _byName) sorted.Add(name, counter.Value);
        return sorted;
    }

    private Counter Find(string name)
    {
        if (!_byName.TryGetValue(name, out var counter)) _byName.Add(name, counter = new Counter(name));
        return counter;
    }

    private sealed class Counter(string name)
    {
        public string Name { get; } = name;

        public long Value { get; set; }
    }
}
