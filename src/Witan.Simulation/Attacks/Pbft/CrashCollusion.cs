using Witan.Core.Messages;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>A34: honest until a correct replica is down; then uses the smaller margin for as long as one is.</summary>
internal sealed class CrashCollusion(StrategyCall call) : PbftAttack(call)
{
    private Attack? _inner;

    private Attack Inner => _inner ?? throw new InvalidOperationException("the attack has not begun");

    private bool OneIsDown => Liar.Adversary.Correct.Any(name => !Liar.Cluster[name.Index].IsUp);

    public override void Begin()
    {
        _inner = Call.Choice("then") switch
        {
            "equivocate" => new EquivocateProposal(ByDefault("EquivocateProposal")),
            "doubleVote" => new DoubleVote(ByDefault("DoubleVote")),
            _ => new VoteWithhold(ByDefault("VoteWithhold")),
        };
        _inner.Liar = Liar;
        _inner.Begin();
    }

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (!OneIsDown)
        {
            outgoing.Pass(message);
            return;
        }

        var before = Inner.Fired;
        Inner.OnSend(to, message, outgoing);
        if (Inner.Fired > before) Fire();
    }

    /// <summary>The inner strategy listens from the beginning: what it hears it can use later.</summary>
    public override bool OnReceive(NodeName from, Message message) => Inner.OnReceive(from, message);

    private static StrategyCall ByDefault(string name) => new(StrategyCatalogue.Find(name)!, []);
}
