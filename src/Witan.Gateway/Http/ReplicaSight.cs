using Witan.Client;
using Witan.Node;

namespace Witan.Gateway.Http;

/// <summary>What a gateway has seen of one replica since it started.</summary>
/// <param name="Replica">Its name, such as R0.</param>
/// <param name="Organisation">Who runs it.</param>
/// <param name="Connected">Whether there is a connection now.</param>
/// <param name="Lies">What is held against it.</param>
public sealed record ReplicaSight(
    string Replica, string Organisation, bool Connected, IReadOnlyList<LieCount> Lies)
{
    /// <summary>How often it did something of this weight.</summary>
    public ulong Count(LieWeight weight)
    {
        var sum = 0UL;
        foreach (var lie in Lies)
            if (lie.Weight == weight) sum += lie.Count;
        return sum;
    }
}
