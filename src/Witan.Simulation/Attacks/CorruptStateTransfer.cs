using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Simulation.Attacks.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>
/// A13: serves peers that lag badly. Who asks for a checkpoint or for decisions gets what this file says.
/// </summary>
internal sealed class CorruptStateTransfer(StrategyCall call) : TargetedAttack(call)
{
    /// <summary>Checkpoints that it can still serve.</summary>
    private const int Kept = 16;

    private readonly SortedDictionary<NodeName, Height> _asked = [];
    private StateAlbum? _album;
    private ulong _turn;

    public override void Begin() =>
        _album = new StateAlbum(Liar, Kept, Liar.Configuration.Parameters.CheckpointInterval);

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        _album!.Note(message);
        var isAnswer = IsVictim(to) && message is (Manifest or RangeChunk or Decisions);
        if (isAnswer && Call.Choice("form") == "slow")
        {
            outgoing.Delay(message, Call.Count("delayMs")!.Value * 1000);
            Fire();
            return;
        }

        var lie = isAnswer ? Lie(to, message) : null;
        outgoing.Pass(lie ?? message);
        if (lie is not null) Fire();
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        _album!.Note(message);
        if (message is FetchManifest asked) _asked[from] = asked.Above;
        if (message is not FetchRange fetch || Call.Choice("form") != "oldSnapshot" || !IsVictim(from)) return true;
        // The honest code pins the newest checkpoint alone; the old one is served to its end, so that it is installed.
        if (_album.BlockAt(fetch.Height) is not { } block) return true;
        Say(from, BadChunks.Honest(block.State.Map(fetch.Map), fetch));
        return false;
    }

    private Message? Lie(NodeName to, Message message) => (Call.Choice("form"), message) switch
    {
        ("wrongChunk", RangeChunk chunk) when _album!.BlockAt(chunk.Height) is { } block =>
            BadChunks.Changed(block.State.Map(chunk.Map), chunk),
        ("endless", RangeChunk chunk) when _album!.BlockAt(chunk.Height) is { } block =>
            BadChunks.Endless(block.State.Map(chunk.Map), chunk),
        ("oldSnapshot", Manifest manifest) => Older(to, manifest),
        ("changingManifest", Manifest manifest) => Another(manifest),
        ("hugeClaim", RangeChunk chunk) => Liar.Dice.Chance(0.5) ? BadChunks.Huge(chunk) : BadChunks.HugeInside(chunk),
        ("hugeClaim", Manifest manifest) => BadManifests.Huge(manifest),
        ("hugeClaim", Decisions decisions) => BadManifests.Huge(decisions, Liar.Dice.Chance(0.5)),
        _ => null,
    };

    /// <summary>One that the peer has already, by turns with one that is older than the newest.</summary>
    private Manifest? Older(NodeName to, Manifest manifest)
    {
        var limit = _turn++ % 2 == 0 ? manifest.Certificate.Height.Previous : _asked.GetValueOrDefault(to);
        var older = _album!.NewestUpTo(limit);
        return older is null || older.Certificate.Height >= manifest.Certificate.Height ? null : BadManifests.Of(older);
    }

    /// <summary>False roots, and in between a genuine manifest of another height.</summary>
    private Manifest Another(Manifest manifest)
    {
        var turn = _turn++;
        if (turn % 3 == 2 && _album!.NewestUpTo(manifest.Certificate.Height.Previous) is { } older)
            return BadManifests.Of(older);
        return BadManifests.Changed(manifest, turn);
    }
}
