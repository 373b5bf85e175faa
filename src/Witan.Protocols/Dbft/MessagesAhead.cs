using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Protocols.Dbft;

/// <summary>
/// Statements of a later view of the height, or of the next height, that overtook what leads there. NEO drops them and
/// lets a recovery bring them back, which costs a timeout each time. The newest of each sender and type, so at most 4n.
/// </summary>
internal sealed class MessagesAhead
{
    private readonly SortedDictionary<(ReplicaId Sender, byte Type), SignedStatement> _newest = [];

    public int Count => _newest.Count;

    /// <summary>Keeps one unless a later one of its sender and type is kept.</summary>
    public void Keep(SignedStatement signed)
    {
        var said = (HeightStatement)signed.Statement;
        if (_newest.TryGetValue((said.Sender, said.Type), out var known)
            && PlaceOf(known).CompareTo(PlaceOf(signed)) >= 0)
            return;
        _newest[(said.Sender, said.Type)] = signed;
    }

    /// <summary>Hands out what is due in this view of this height, proposals first, and forgets what is past.</summary>
    public IReadOnlyList<SignedStatement> Take(Height height, View view)
    {
        var due = new List<SignedStatement>();
        foreach (var (key, signed) in _newest.ToArray())
        {
            var order = PlaceOf(signed).CompareTo((height, view));
            if (order > 0 && !IsOfAnyView(signed, height)) continue;
            _newest.Remove(key);
            if (((HeightStatement)signed.Statement).Height == height) due.Add(signed);
        }

        due.Sort((a, b) => a.Type.CompareTo(b.Type));
        return due;
    }

    /// <summary>Commits and ChangeViews are taken whatever the view.</summary>
    private static bool IsOfAnyView(SignedStatement signed, Height height) =>
        signed.Statement is (Commit or ChangeView) and HeightStatement said && said.Height == height;

    private static (Height Height, View View) PlaceOf(SignedStatement signed)
    {
        var said = (HeightStatement)signed.Statement;
        return (said.Height, said.View);
    }
}
