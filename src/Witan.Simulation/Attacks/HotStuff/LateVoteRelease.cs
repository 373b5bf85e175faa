using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.HotStuff;
using Witan.Simulation.Attacks.HotStuff.Forging;
using Witan.Simulation.Scenarios;
using Timeout = Witan.Protocols.HotStuff.Timeout;

namespace Witan.Simulation.Attacks.HotStuff;

/// <summary>
/// A04: keeps votes and the certificates made of them secret, and shows the votes views later: where a view was given
/// up for want of one, its certificate comes into being after others built around it.
/// </summary>
internal sealed class LateVoteRelease(StrategyCall call) : HotStuffAttack(call)
{
    private const long LookEvery = 10_000;

    private readonly SortedDictionary<(View View, byte Type), SignedStatement> _kept = [];
    private IReadOnlyList<NodeName> _showTo = [];

    private ulong Views => (ulong)Call.Count("views")!.Value;

    public override void Begin()
    {
        _showTo = Call.Nodes("showTo") is { } named ? [.. named] : Liar.Others;
        Every(LookEvery, Release);
    }

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnVote(message) is { } vote && IsChosen(vote) && !IsLate(vote.View, View))
            Keep((SignedStatement)message, vote);
        else if (Own<Timeout>(message) is { HighQC: not null } honest && !IsLate(honest.HighQCView, View))
            outgoing.Pass(Poorest(honest));
        else
            outgoing.Pass(message);
    }

    private void Keep(SignedStatement signed, Vote vote)
    {
        _kept.TryAdd((vote.View, vote.Type), signed);
        if (_kept.Count > SeenTree.Kept) _kept.Remove(_kept.Keys.First());
    }

    private bool IsLate(View said, View now) => now.Value >= said.Value + Views;

    private void Release()
    {
        var view = View;
        foreach (var (key, vote) in _kept.ToArray())
        {
            if (!IsLate(key.View, view)) continue;
            _kept.Remove(key);
            Say(_showTo, vote);
            Fire();
        }
    }
}
