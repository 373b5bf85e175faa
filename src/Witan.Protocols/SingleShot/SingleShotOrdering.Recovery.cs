using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Core.Safety;
using Witan.Primitives;

namespace Witan.Protocols.SingleShot;

/// <summary>What a restarted replica knows of its promises, and what it says again (RULES 8).</summary>
internal sealed partial class SingleShotOrdering
{
    // Instances above the stable checkpoint in which something was promised: those above what is executed go on.
    private readonly SortedDictionary<Height, Consensus> _recalled = [];

    private readonly SortedDictionary<Height, View> _preparedIn = [];

    public void Start(in Clock now, Outbox outbox)
    {
        _now = now;
        (_lastDecided, _viewEntered, _leaderSince) = (now.Monotonic, now.Monotonic, now.Monotonic);
        (_excused, _begunAt) = (now.Monotonic, now.Monotonic);
        var executed = _context.Executed.Executed;
        _wished = (_synchronizer.Wish, executed);
        if (_preparedIn.TryGetValue(executed, out var view)) _decided = (executed, view);
        _preparedIn.Clear();
        outbox.Add(new Internal.ViewEntered(View, Leader));
        OfferRecalled(outbox);
        MoveOn(outbox);
        outbox.SetTimer(TickTimer, _context.Options.StatusInterval);
        Settle(outbox);
    }

    /// <summary>
    /// Blocks that were voted for must be found again: by those who fetch them, and for executing them.
    /// </summary>
    private void OfferRecalled(Outbox outbox)
    {
        foreach (var (height, instance) in _recalled)
        {
            if (height <= _context.Executed.Executed) continue;
            foreach (var value in instance.RecalledValues)
            {
                if (BlockOf(value, height) is { } block) outbox.Add(new Internal.OfferBlock(block, true, []));
            }
        }
    }

    private Consensus? TakeRecalled(Height height)
    {
        while (_recalled.Count > 0 && _recalled.Keys.First() < height) _recalled.Remove(_recalled.Keys.First());
        return _recalled.Remove(height, out var instance) ? instance : null;
    }

    private void Recover(IReadOnlyList<Record> records)
    {
        var (view, wish) = (new View(1), new View(1));
        foreach (var record in records)
        {
            if (record is ViewRecord views && views.Configuration == Current.Number && views.Instance == Chain)
                (view, wish) = (views.View, views.Wish);
            else if (InstanceOf(record) is { } height && height > _low) Recalled(height).Recall(record);
            // The view in which a height was prepared last is the one in which it was decided, if it was.
            if (record is PreparedRecord { Certificate: var prepared } && prepared.Configuration == Current.Number)
                _preparedIn[new Height(prepared.Instance)] = prepared.View;
        }

        foreach (var instance in _recalled.Values)
            view = instance.RecalledView > view ? instance.RecalledView : view;
        _synchronizer.Recover(view, wish);
        _reported = view;
    }

    /// <summary>What was said under another number is another instance's.</summary>
    private Height? InstanceOf(Record record) => record switch
    {
        ValueRecord value when value.Configuration == Current.Number => new Height(value.Instance),
        PreparedRecord { Certificate: var prepared } when prepared.Configuration == Current.Number =>
            new Height(prepared.Instance),
        PromiseRecord { Statement: InstanceStatement said } when said.Configuration == Current.Number =>
            new Height(said.Instance),
        _ => null,
    };

    private Consensus Recalled(Height height)
    {
        if (!_recalled.TryGetValue(height, out var instance)) _recalled[height] = instance = NewInstance(height);
        return instance;
    }
}
