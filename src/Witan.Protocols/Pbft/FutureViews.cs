using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Pbft;

/// <summary>
/// Which views above the current one each member has voted in: at most two, so that a liar cannot fill the tables. A
/// member that runs further ahead is heard again once this replica has caught up.
/// </summary>
internal sealed class FutureViews
{
    public const int MaxPerMember = 2;

    private readonly SortedDictionary<ReplicaId, SortedSet<View>> _ahead = [];

    /// <summary>Whether anybody votes in a later view: this replica may lack a NEW-VIEW.</summary>
    public bool Any => _ahead.Count > 0;

    /// <summary>Of the member with the most.</summary>
    public int Most => _ahead.Values.Select(views => views.Count).DefaultIfEmpty().Max();

    public bool Admit(ReplicaId member, View view, Configuration configuration)
    {
        if (configuration.PlaceOf(member) < 0) return false;
        if (!_ahead.TryGetValue(member, out var views)) _ahead[member] = views = [];
        if (views.Contains(view)) return true;
        if (views.Count >= MaxPerMember) return false;
        views.Add(view);
        return true;
    }

    public void EnterView(View view)
    {
        foreach (var (member, views) in _ahead.ToArray())
        {
            views.RemoveWhere(v => v <= view);
            if (views.Count == 0) _ahead.Remove(member);
        }
    }
}
