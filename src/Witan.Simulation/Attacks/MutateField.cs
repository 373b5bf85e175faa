using Witan.Core.Messages;
using Witan.Simulation.Attacks.Mutating;
using Witan.Simulation.Networks;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>
/// X01: what its honest code sends goes out with one field changed by little, signed again with its own key. A round is
/// one message to however many recipients; some rounds are struck, and in them some recipients.
/// </summary>
internal sealed class MutateField(StrategyCall call) : TargetedAttack(call)
{
    /// <summary>Received messages that are longer teach no values: most of it would be old.</summary>
    private const int LongestNoted = 16 * 1024;

    private readonly KnownValues _known = new();
    private Message? _round;
    private bool _isStruck;
    private bool _isDropped;
    private (Message Message, string What)? _change;
    private long _rounds;
    private FieldChange? _changes;

    public override void Begin() => _changes = new FieldChange(Liar.Dice, _known, Liar.Cluster.Replicas.Count);

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (!ReferenceEquals(message, _round)) BeginRound(message);
        if (!_isStruck || !IsHit(to))
        {
            outgoing.Pass(message);
            return;
        }

        if (!_isDropped && (_change is null || Call.Flag("each"))) _change = Change(message);
        var detail = _isDropped ? "drop" : _change?.What;
        if (!_isDropped) outgoing.Pass(_change?.Message ?? message);
        if (detail is null) return;
        Fire();
        Deeds.Specify(MessageNames.Of(message) + "." + detail);
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is SignedStatement && message.Encoded.Length <= LongestNoted && TreeOf(message) is { } tree)
            _known.Note(tree);
        return true;
    }

    private void BeginRound(Message message)
    {
        _round = message;
        _change = null;
        var tree = IsHonest(message) && MayChange(message) ? TreeOf(message) : null;
        if (tree is not null) _known.Note(tree);
        _isStruck = tree is not null && !(_rounds >= Call.Count("rounds")) && Liar.Dice.Chance(Call.Fraction("share"));
        _isDropped = _isStruck && Liar.Dice.Chance(Call.Fraction("drops"));
        if (_isStruck) _rounds++;
    }

    /// <summary>Null where nothing of the chosen kind stands in it.</summary>
    private (Message Message, string What)? Change(Message message)
    {
        var tree = TreeOf(message)!;
        var all = new List<FieldNode>();
        tree.Collect(all);
        // First what kind, then which field: there are more digests than anything else.
        var byKind = new SortedDictionary<FieldKind, List<FieldNode>>();
        foreach (var node in all)
        {
            var kind = FieldChange.KindOf(node);
            if (kind == FieldKind.Fixed || !IsChosen(kind)) continue;
            if (!byKind.TryGetValue(kind, out var nodes)) byKind.Add(kind, nodes = []);
            nodes.Add(node);
        }

        if (byKind.Count == 0) return null;
        var chosen = Liar.Dice.Pick([.. byKind.Keys]);
        var field = Liar.Dice.Pick(byKind[chosen]);
        new Resigning(Liar, message).Around(field, () => _changes!.Apply(field));
        return (new RawMessage([message.Type, .. tree.Encode()]), NameOf(chosen));
    }

    private bool IsHit(NodeName to) => Call.Nodes("victims") is null ? Liar.Dice.Chance(0.5) : IsVictim(to);

    private bool IsChosen(FieldKind kind) => Call.Choice("field") is "any" || Call.Choice("field") == NameOf(kind);

    private bool MayChange(Message message) => Call.Choice("what") switch
    {
        "ordering" => message.Type >= MessageType.FirstOfProtocol,
        "answers" => message.Type is <= MessageType.Steps or MessageType.StateVote,
        "transfer" => message.Type is > MessageType.StateVote and < MessageType.FirstOfProtocol,
        _ => true,
    };

    /// <summary>Another strategy may have made it already.</summary>
    private static bool IsHonest(Message message) =>
        message is not (RawMessage or SignedStatement { Statement: RawStatement });

    private FieldNode? TreeOf(Message message) =>
        MessageLayouts.Of(message.Type, Liar.Cluster.Settings.Protocol.Name) is { } layout
            ? FieldReader.Read(layout, message.Encoded.Span[1..])
            : null;

    private static string NameOf(FieldKind kind) => kind switch
    {
        FieldKind.View => "view",
        FieldKind.Height => "height",
        FieldKind.Digest => "digest",
        FieldKind.Member => "member",
        FieldKind.Configuration => "configuration",
        FieldKind.Time => "time",
        FieldKind.Flag => "flag",
        FieldKind.Bytes => "bytes",
        FieldKind.Element => "element",
        _ => "number",
    };
}
