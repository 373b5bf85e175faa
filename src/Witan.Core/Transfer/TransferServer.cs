using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Certification;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Crypto.Trees;
using Witan.Primitives;

namespace Witan.Core.Transfer;

/// <summary>
/// Serves peers that lag: decided blocks with certificates, and pieces of a certified checkpoint. A checkpoint that a
/// peer is fetching stays pinned while it is asked for.
/// </summary>
internal sealed class TransferServer(
    ReplicaOptions options, BlockStore blocks, ExecutionMachine execution, CertificationMachine certification)
{
    // One per peer, so that a liar who asks at every checkpoint pushes out nobody else. Maps are shared: one costs what
    // changed since.
    private static readonly TimeSpan PinTime = new(30 * TimeSpan.TicksPerSecond);

    private readonly List<Pin> _pins = [];

    public int Pins => _pins.Count;

    // Who asked for a height that is not decided here: one question per peer, as long as the peer waits for its answer.
    private readonly SortedList<ReplicaId, (Height From, Instant Until)> _waiting = [];

    /// <summary>At once, or with the next execution if it asks for what comes next.</summary>
    public void OnFetchDecisions(in Clock now, FetchDecisions fetch, ReplicaId from, Outbox outbox)
    {
        _waiting.Remove(from);
        if (fetch.From > execution.Executed && blocks.DecisionAt(fetch.From) is null)
            _waiting[from] = (fetch.From, now.Monotonic + options.StatusInterval);
        else
            SendDecisions(fetch, from, outbox);
    }

    public void OnExecuted(in Clock now, Outbox outbox)
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            var (height, until) = _waiting.GetValueAtIndex(i);
            if (height > execution.Executed) continue;
            var peer = _waiting.GetKeyAtIndex(i);
            _waiting.RemoveAt(i);
            if (now.Monotonic <= until) SendDecisions(new FetchDecisions(height), peer, outbox);
        }
    }

    private void SendDecisions(FetchDecisions fetch, ReplicaId from, Outbox outbox)
    {
        var items = new List<Decision>();
        var bodies = new List<IBody>();
        long bytes = 0;
        for (var height = fetch.From; items.Count < Decisions.MaxItems
            && bytes < Bodies.TargetBytes; height = height.Next)
        {
            if (blocks.DecisionAt(height) is not { } decision || !blocks.IsComplete(decision.Block)) break;
            foreach (var body in blocks.BodiesOf(decision.Block)) bytes += body.Body.Length;
            if (items.Count > 0 && bytes > Limits.MaxFrameBytes / 2) break;
            // Who cannot verify the newer configuration yet can take what is under the older one.
            if (items.Count > 0 && items[0].Certificate.Configuration != decision.Certificate.Configuration) break;
            items.Add(decision);
            bodies.AddRange(blocks.BodiesOf(decision.Block));
        }

        outbox.SendEarly(new Decisions(items, bodies), Destination.One(from));
    }

    public void OnFetchManifest(in Clock now, FetchManifest fetch, ReplicaId from, Outbox outbox)
    {
        if (certification.Stable is not { } stable || stable.Height <= fetch.Above) return;
        if (execution.At(stable.Height) is not { } block) return;
        PinNow(now, from, stable, block.State);
        var maps = block.State.All.Select(m => new MapRoot(m.Key, m.Value.Root)).ToList();
        outbox.SendEarly(new Manifest(stable, maps), Destination.One(from));
    }

    public void OnFetchRange(in Clock now, FetchRange fetch, ReplicaId from, Outbox outbox)
    {
        var pin = _pins.Find(p => p.Peer == from && p.Certificate.Height == fetch.Height);
        if (pin is null)
        {
            outbox.Reject(Rejection.Stale, from);
            return;
        }

        pin.Until = now.Monotonic + PinTime;
        var range = new KeyRange(fetch.From.ToArray(), null);
        var proof = RangeProof.BuildPiece(pin.State.Map(fetch.Map), range, RangeChunk.TargetBytes, out var proved);
        ReadOnlyMemory<byte>? to = default;
        if (proved.To is not null) to = proved.To;
        outbox.SendEarly(
            new RangeChunk { Height = fetch.Height, Map = fetch.Map, From = fetch.From, To = to, Proof = proof },
            Destination.One(from));
    }

    private void PinNow(in Clock now, ReplicaId peer, StateCertificate certificate, StateMaps state)
    {
        var instant = now.Monotonic;
        _pins.RemoveAll(p => p.Until < instant || p.Peer == peer);
        _pins.Add(new Pin(peer, certificate, state) { Until = instant + PinTime });
    }

    private sealed class Pin(ReplicaId peer, StateCertificate certificate, StateMaps state)
    {
        public ReplicaId Peer { get; } = peer;

        public StateCertificate Certificate { get; } = certificate;

        public StateMaps State { get; } = state;

        public Instant Until { get; set; }
    }
}
