using Witan.Core.Messages;
using Witan.Protocols.Streamlet;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Streamlet;

/// <summary>
/// A04: keeps votes secret and shows them epochs later. Votes are valid for ever: they notarize still.
/// </summary>
internal sealed class LateVoteRelease(StrategyCall call) : StreamletAttack(call)
{
    private const long LookEvery = 10_000;

    private readonly SortedDictionary<Epoch, SignedStatement> _kept = [];
    private IReadOnlyList<NodeName> _showTo = [];

    private ulong Epochs => (ulong)Call.Count("views")!.Value;

    public override void Begin()
    {
        _showTo = Call.Nodes("showTo") is { } named ? [.. named] : Liar.Others;
        Every(LookEvery, Release);
    }

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnVote(message) is { } vote && Epoch.Value < vote.Epoch.Value + Epochs)
            _kept[vote.Epoch] = (SignedStatement)message;
        else
            outgoing.Pass(message);
    }

    private void Release()
    {
        foreach (var (epoch, vote) in _kept.ToArray())
        {
            if (Epoch.Value < epoch.Value + Epochs) continue;
            _kept.Remove(epoch);
            Say(_showTo, vote);
            Fire();
        }
    }
}
