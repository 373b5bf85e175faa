namespace Witan.Simulation.Checking.Linearizability;

/// <summary>Union-find over 0 .. count-1 (Tarjan), with path halving; the lower root stays.</summary>
internal sealed class DisjointSets
{
    private readonly int[] _parent;

    public DisjointSets(int count)
    {
        _parent = new int[count];
        for (var i = 0; i < count; i++) _parent[i] = i;
    }

    public int Find(int element)
    {
        while (_parent[element] != element) element = _parent[element] = _parent[_parent[element]];
        return element;
    }

    public void Join(int a, int b)
    {
        var (rootA, rootB) = (Find(a), Find(b));
        if (rootA < rootB) _parent[rootB] = rootA;
        else _parent[rootA] = rootB;
    }
}
