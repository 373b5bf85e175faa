using Witan.Core.Contract;
using Witan.Core.Safety;
using Witan.Primitives;

namespace Witan.Protocols.SingleShot;

/// <summary>What a restarted process knows of its promises, and what it says again (RULES 8).</summary>
internal sealed partial class Consensus
{
    private readonly SortedDictionary<byte, InstanceStatement> _recalled = [];

    // Values that were voted for in earlier lives; one for each digest.
    private readonly List<Value> _values = [];

    /// <summary>What was voted for in earlier lives.</summary>
    public IReadOnlyList<Value> RecalledValues => _values;

    /// <summary>The highest view in which anything was promised.</summary>
    public View RecalledView
    {
        get
        {
            View highest = default;
            foreach (var said in _recalled.Values) highest = said.View > highest ? said.View : highest;
            return highest;
        }
    }

    /// <summary>One record of this instance and configuration, in the order in which they were written.</summary>
    public void Recall(Record record)
    {
        switch (record)
        {
            case ValueRecord value:
                _recorded.Add(value.Value.Digest);
                _values.Add(value.Value);
                break;
            case PreparedRecord prepared:
                _prepared = prepared.Certificate;
                _preparedValue = _values.Find(v => v.Digest == prepared.Certificate.Digest);
                break;
            case PromiseRecord { Statement: InstanceStatement said }:
                RecallPromise(said);
                break;
        }
    }

    /// <summary>
    /// Goes on in the view that was reached, and signs again what was promised in it: the guard knows each text, so the
    /// bytes are the same. They come back and count.
    /// </summary>
    /// <param name="view">The last entered one, of all that is recorded.</param>
    /// <param name="isFirst">As of <see cref="EnterView"/>.</param>
    /// <param name="outbox">What is said again.</param>
    public void Resume(View view, bool isFirst, Outbox outbox)
    {
        Invariant.Require(view >= RecalledView, "SS7 the view of an instance increases");
        View = view;
        var isUntouched = _announced < view && (_voted == default || _voted == view);
        _isFirst = (isFirst || view == new View(1)) && isUntouched;
        foreach (var said in _recalled.Values)
        {
            if (said.View == view) outbox.Add(new Effect.Sign(said, DestinationOf(said)));
        }

        _recalled.Clear();
        if (!_isFirst) SendNewLeader(outbox);
        Advance(outbox);
    }

    private void RecallPromise(InstanceStatement said)
    {
        _recalled[said.Type] = said;
        switch (said)
        {
            case NewLeader:
                _announced = said.View;
                break;
            case Propose:
                _proposed = said.View;
                break;
            case Prepared:
                _voted = said.View;
                _value = _values.Find(v => v.Digest == said.Digest);
                break;
            case Committed:
                _committed = said.View;
                break;
        }
    }
}
