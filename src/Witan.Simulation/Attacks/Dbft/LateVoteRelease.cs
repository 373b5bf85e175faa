using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Dbft;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Dbft;

/// <summary>
/// A04: keeps votes secret and shows them views later, or when the height is over. A commit of an old view counts for
/// ever.
/// </summary>
internal sealed class LateVoteRelease(StrategyCall call) : DbftAttack(call)
{
    private const long LookEvery = 10_000;

    private readonly SortedDictionary<(Height Height, View View, byte Type), SignedStatement> _kept = [];
    private IReadOnlyList<NodeName> _showTo = [];

    private ulong Views => (ulong)Call.Count("views")!.Value;

    public override void Begin()
    {
        _showTo = Call.Nodes("showTo") is { } named ? [.. named] : Liar.Others;
        Every(LookEvery, Release);
    }

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnVote(message) is { } vote && IsChosen(vote) && !IsLate(vote.Height, vote.View))
            _kept[(vote.Height, vote.View, vote.Type)] = (SignedStatement)message;
        else if (message is not RecoveryMessage)
            outgoing.Pass(message);
    }

    private bool IsLate(Height height, View view) => Height > height || View.Value >= view.Value + Views;

    private void Release()
    {
        foreach (var (place, vote) in _kept.ToArray())
        {
            if (!IsLate(place.Height, place.View)) continue;
            _kept.Remove(place);
            Say(_showTo, vote);
            Fire();
        }
    }
}
