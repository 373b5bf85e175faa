using Witan.Core.Application;

namespace Witan.Simulation.Checking.Reference;

/// <summary>Takes results of the replay.</summary>
internal sealed class ReferenceResults : IResults
{
    private readonly List<byte[]> _items = [];

    public IReadOnlyList<byte[]> Items => _items;

    public void Add(ReadOnlySpan<byte> result) => _items.Add(result.ToArray());
}
