using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Reconfiguration;
using Witan.Primitives;

namespace Witan.Core.Execution;

/// <summary>
/// Takes decisions in any order of heights and executes them in order, without gap. Keeps the states since the stable
/// checkpoint: for reads at certified heights, for snapshots, and as undo.
/// </summary>
/// <param name="executor">Applies one block.</param>
/// <param name="configurations">By height.</param>
/// <param name="blocks">Where blocks and bodies are.</param>
/// <param name="start">The executed block that recovery begins with: genesis or a snapshot.</param>
internal sealed class ExecutionMachine(
    Executor executor, Configurations configurations, BlockStore blocks, ExecutedBlock start) : IExecutedPrefix
{
    private readonly SortedList<Height, Decision> _decided = [];
    private readonly SortedList<Height, PendingDecision> _awaited = [];
    private readonly Queue<ExecutedBlock> _recent = new([start]);

    public ExecutedBlock Last { get; private set; } = start;

    public Height Executed => Last.Commitment.Height;

    public BlockTime Time => Last.Commitment.Time;

    /// <summary>Highest height known to be decided here.</summary>
    public Height HighestDecided { get; private set; } = start.Commitment.Height;

    /// <summary>An executed block since the stable checkpoint, or null.</summary>
    public ExecutedBlock? At(Height height)
    {
        foreach (var block in _recent)
        {
            if (block.Commitment.Height == height) return block;
        }

        return null;
    }

    public void Step(Input input, Outbox outbox)
    {
        switch (input)
        {
            case Internal.BlockReady ready:
                OnBlockReady(ready, outbox);
                break;
            case Internal.CheckpointStable stable:
                Trim(stable.Certificate.Height);
                break;
        }
    }

    /// <summary>A decision of the ordering protocol; its block may still be on its way.</summary>
    public void OnDecide(Internal.Decide decide, Outbox outbox)
    {
        if (decide.Height <= Executed || _decided.ContainsKey(decide.Height)) return;
        HighestDecided = Height.Max(HighestDecided, decide.Height);
        if (blocks.FindComplete(decide.Block) is { } block)
        {
            Take(new Decision(block, decide.Certificate), decide.IsRecorded, outbox);
            return;
        }

        _awaited[decide.Height] = new PendingDecision(decide.Block, decide.Certificate, decide.IsRecorded);
        outbox.Add(new Internal.FetchBlock(decide.Height, decide.Block, decide.Holders));
    }

    /// <summary>A decision that came with its bodies, from a peer or from the journal.</summary>
    public void OnLearnt(Decision decision, Outbox outbox)
    {
        if (decision.Height <= Executed || _decided.ContainsKey(decision.Height)) return;
        HighestDecided = Height.Max(HighestDecided, decision.Height);
        Take(decision, isRecorded: false, outbox);
    }

    /// <summary>Puts a certified state in the place of all that was executed so far.</summary>
    public void Install(ExecutedBlock block, Outbox outbox)
    {
        Invariant.Require(block.Commitment.Height > Executed, "an installed state is newer than the executed one");
        Follow(block);
        _recent.Clear();
        _recent.Enqueue(block);
        Forget(_decided, Executed);
        Forget(_awaited, Executed);
        HighestDecided = Height.Max(HighestDecided, Executed);
        ExecuteReady(outbox);
    }

    private void OnBlockReady(Internal.BlockReady ready, Outbox outbox)
    {
        if (!_awaited.TryGetValue(ready.Height, out var pending) || pending.Block != ready.Block) return;
        _awaited.Remove(ready.Height);
        Take(new Decision(blocks.FindComplete(ready.Block)!, pending.Certificate), pending.IsRecorded, outbox);
    }

    private void Take(Decision decision, bool isRecorded, Outbox outbox)
    {
        Invariant.Require(decision.IsConsistent, "a decision's certificate names its block");
        _awaited.Remove(decision.Height);
        _decided.Add(decision.Height, decision);
        blocks.MarkDecided(decision);
        var record = new DecisionRecord(decision);
        if (isRecorded) outbox.Store(record);
        else outbox.Persist(record);
        ExecuteReady(outbox);
    }

    private void ExecuteReady(Outbox outbox)
    {
        while (_decided.TryGetValue(Executed.Next, out var decision))
        {
            _decided.Remove(decision.Height);
            var bodies = blocks.BodiesOf(decision.Block);
            var block = executor.Execute(
                Last.Commitment, Last.State, decision.Block, bodies, configurations.At(decision.Height));
            Follow(block);
            _recent.Enqueue(block);
            outbox.Add(new BlockExecuted(block, [.. bodies.OfType<Bundle>()]));
        }
    }

    /// <summary>What was decided about configurations is known with the height that decided it.</summary>
    private void Follow(ExecutedBlock block)
    {
        var isUnchanged = ReferenceEquals(
            block.State.Map(CoreMaps.Configurations), Last.State.Map(CoreMaps.Configurations));
        Last = block;
        if (isUnchanged) return;
        Invariant.Require(
            ConfigurationMap.Follow(block.State, configurations),
            "an executed state names the next configuration at most");
    }

    private void Trim(Height stable)
    {
        while (_recent.Count > 1 && _recent.Peek().Commitment.Height < stable) _recent.Dequeue();
    }

    private static void Forget<T>(SortedList<Height, T> table, Height upTo)
    {
        while (table.Count > 0 && table.GetKeyAtIndex(0) <= upTo) table.RemoveAt(0);
    }

    private sealed record PendingDecision(Digest Block, OrderingCertificate Certificate, bool IsRecorded);
}
