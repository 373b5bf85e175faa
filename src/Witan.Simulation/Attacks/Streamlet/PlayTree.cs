using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Streamlet;
using Witan.Simulation.Attacks.Streamlet.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Streamlet;

using Node = Witan.Protocols.Streamlet.Node;

/// <summary>
/// X03: plays a schedule of the proof of consistency. In each epoch, all of which it leads, one node is shown to the
/// replicas that shall vote for it, with the chain that it extends and nothing else; in the end each branch is shown to
/// one replica. The network must keep the others from each other meanwhile: then each knows what it is shown.
/// </summary>
internal sealed class PlayTree(StrategyCall call) : StreamletAttack(call)
{
    /// <summary>Into an epoch, microseconds: the clocks of all are there.</summary>
    private const long Lead = 20_000;

    private readonly SortedDictionary<int, PlayedNode> _played = [];
    private readonly SortedDictionary<Digest, SortedDictionary<ReplicaId, SignedStatement>> _votes = [];
    private TreeShape _shape = TreeShape.All[0];
    private Epoch _first;
    private bool _isPlaying;

    private IReadOnlyList<NodeName> Correct => Liar.Adversary.Correct;

    public override void Begin()
    {
        _shape = TreeShape.All.First(shape => shape.Name == Call.Choice("shape"));
        _first = Epoch;
        _isPlaying = true;
        foreach (var wanted in _shape.Nodes)
            After(Math.Max(0, Until(EpochOf(wanted.Epoch)) + Lead), () => Propose(wanted));
        After(Until(EpochOf(_shape.Nodes[^1].Epoch + 1)) + Lead, End);
    }

    /// <summary>While it plays the honest code of this replica is mute and hears nothing of the protocol.</summary>
    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (!_isPlaying || message.Type < MessageType.FirstOfProtocol) outgoing.Pass(message);
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (!_isPlaying || message.Type < MessageType.FirstOfProtocol) return true;
        if (message is SignedStatement { Statement: Vote vote } signed) VotesFor(vote.Node)[vote.Sender] = signed;
        return false;
    }

    private Epoch EpochOf(int ofShape) => new(_first.Value + (ulong)ofShape - 1);

    private SortedDictionary<ReplicaId, SignedStatement> VotesFor(Digest node)
    {
        if (!_votes.TryGetValue(node, out var votes)) _votes.Add(node, votes = []);
        return votes;
    }

    /// <summary>Nothing where the parent was not notarized: the others kept to their rules.</summary>
    private void Propose(TreeNodeWanted wanted)
    {
        var parent = _played.GetValueOrDefault(wanted.Parent);
        var justify = parent is null ? null : NotarizationOf(parent);
        if (wanted.Parent != 0 && justify is null) return;
        var (configuration, epoch) = (Liar.Configuration.Number, EpochOf(wanted.Epoch));
        var height = (justify?.Height ?? Height.Genesis).Next;
        var block = new Block(height, new BlockTime((long)epoch.Value), []);
        var header = new NodeHeader(
            epoch, (justify?.Length ?? 0) + 1, height,
            parent?.Id ?? NodeHeader.GenesisId(Liar.Cluster.Cluster, configuration), block.Digest);
        var node = new Node(configuration, header, block, justify);
        var played = new PlayedNode(wanted, parent, node, Sign(new Proposal(configuration, Liar.Id, node)));
        VotesFor(node.Id)[Liar.Id] = Sign(new Vote(configuration, Liar.Id, epoch, node.Id));
        _played.Add(wanted.Epoch, played);
        foreach (var voter in wanted.Voters) ShowChain(Correct[voter], played);
        Fire();
    }

    private void ShowChain(NodeName to, PlayedNode tip)
    {
        foreach (var node in tip.Chain) Say(to, node.Signed);
    }

    /// <summary>Null unless all that shall vote did.</summary>
    private Notarization? NotarizationOf(PlayedNode played)
    {
        var votes = VotesFor(played.Id);
        var isVoted = played.Wanted.Voters.All(voter => votes.ContainsKey(Correct[voter].Id));
        return isVoted ? Notarizations.Of(played.Node.Header, Liar.Configuration, [.. votes.Values]) : null;
    }

    private void End()
    {
        foreach (var (epoch, correct) in _shape.Shown)
        {
            if (!_played.TryGetValue(epoch, out var played)) continue;
            ShowChain(Correct[correct], played);
            foreach (var vote in VotesFor(played.Id).Values) Say(Correct[correct], vote);
        }

        _isPlaying = false;
    }
}
