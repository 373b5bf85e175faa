using Witan.Core.Application;
using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Reconfiguration;
using Witan.Crypto;
using Witan.Crypto.Trees;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Primitives.Membership;

namespace Witan.Core.Execution;

/// <summary>
/// Applies a decided block to a state: a pure function of (state, block, bodies, configuration). Each request at most
/// once, by the sessions in the state itself; what does not execute is a no-op that consumes nothing.
/// </summary>
/// <param name="application">The state machine.</param>
/// <param name="cluster">Part of every commitment.</param>
public sealed class Executor(IStateMachine application, Digest cluster)
{
    // Of the configuration that was asked for last: one block after another has the same.
    private ConfigurationDigest? _known;

    // One block at a time.
    private readonly ResultList _results = new();

    /// <summary>The state before any block: the client keys of genesis.</summary>
    public static StateMaps GenesisState(Genesis genesis)
    {
        var keys = AuthenticatedMap.Empty.Edit();
        foreach (var key in genesis.ClientKeys) keys.Put(SessionKeys.Client(key), new KeyEntry(0, 0).Encode());
        return StateMaps.Empty.With([new(CoreMaps.Keys, keys.ToMap())]);
    }

    /// <summary>Commitment 0 (RULES 2).</summary>
    public static StateCommitment GenesisCommitment(Genesis genesis, Digest cluster, StateMaps state) => new()
    {
        Cluster = cluster,
        Configuration = genesis.Configuration.Number,
        Height = Height.Genesis,
        Previous = Digest.Zero,
        Chain = cluster,
        Time = genesis.Time,
        State = state.Root,
        Results = MerkleLog.Of([]).Root,
        Changes = AuthenticatedMap.Empty.Root,
        NextConfiguration = DigestOf(genesis.Configuration),
    };

    public static Digest DigestOf(Configuration configuration)
    {
        var writer = new CanonicalWriter(1024);
        configuration.Write(writer);
        return Sha256.Hash(writer.Written);
    }

    /// <param name="before">The commitment of the height before.</param>
    /// <param name="state">The state that it names.</param>
    /// <param name="block">The decided block of the next height.</param>
    /// <param name="bodies">Its bodies, in the order of its references.</param>
    /// <param name="configuration">In force at this height; the state says what is at the next.</param>
    public ExecutedBlock Execute(
        StateCommitment before, StateMaps state, Block block, IReadOnlyList<IBody> bodies, Configuration configuration)
    {
        Invariant.Require(block.Height == before.Height.Next, "blocks execute in order, without a gap");
        var context = new BlockContext(block.Height, BlockTime.Max(block.Time, before.Time));
        var editor = new StateEditor(state, configuration.Parameters.MaxKeyBytes);
        RejoinLedger.Apply(editor, configuration, context, bodies);
        var sessions = new SessionLedger(editor, configuration.Parameters, context.Time);
        var batch = SelectRequests(bodies, sessions);
        _results.Begin(batch.Count);
        application.Apply(context, editor, batch, _results);
        Invariant.Require(_results.Count == batch.Count, "Apply gives exactly one result per request");
        _results.End();
        var executed = batch.Collect(_results, sessions);
        sessions.Finish();
        var (after, changes) = editor.Finish();
        var log = batch.ResultsOf(executed);
        return new ExecutedBlock(
            Commit(before, block, context.Time, after, log.Root, changes, configuration), after, log, executed);
    }

    private StateCommitment Commit(
        StateCommitment before, Block block, BlockTime time, StateMaps state, Digest results, Digest changes,
        Configuration configuration) => new()
    {
        Cluster = cluster,
        Configuration = configuration.Number,
        Height = block.Height,
        Previous = before.Digest,
        Chain = ChainDigest(before.Chain, block.Digest),
        Time = time,
        State = state.Root,
        Results = results,
        Changes = changes,
        NextConfiguration = KnownDigestOf(ConfigurationAfter(block.Height, state, configuration)),
    };

    private Digest KnownDigestOf(Configuration configuration)
    {
        if (_known is { } known && ReferenceEquals(known.Configuration, configuration)) return known.Digest;
        var digest = DigestOf(configuration);
        _known = new ConfigurationDigest(configuration, digest);
        return digest;
    }

    private static Configuration ConfigurationAfter(Height height, StateMaps state, Configuration inForce) =>
        ConfigurationMap.Next(state, inForce.Number) is { } next && next.First == height.Next
            ? next.Configuration
            : inForce;

    /// <summary>H(chain digest of the height before, block digest).</summary>
    public static Digest ChainDigest(Digest before, Digest block)
    {
        Span<byte> bytes = stackalloc byte[2 * Digest.Size];
        before.CopyTo(bytes);
        block.CopyTo(bytes[Digest.Size..]);
        return Sha256.Hash(bytes);
    }

    private static RequestBatch SelectRequests(IReadOnlyList<IBody> bodies, SessionLedger sessions)
    {
        var batch = new RequestBatch();
        foreach (var bundle in bodies.OfType<Bundle>())
        {
            if (!sessions.TryOpen(bundle.Session, out var session)) continue;
            sessions.Acknowledge(bundle.Session, bundle.AcknowledgedBelow);
            for (var i = 0; i < bundle.Requests.Count; i++)
            {
                var number = bundle.First + (ulong)i;
                if (!session.Admits(number)) continue;
                session.Mark(number);
                batch.Add(bundle, i);
            }
        }

        return batch;
    }

    private sealed record ConfigurationDigest(Configuration Configuration, Digest Digest);
}
