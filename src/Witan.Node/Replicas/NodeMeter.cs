using System.Diagnostics.Metrics;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>The instruments of one replica, under the meter "Witan.Node", tagged with its id.</summary>
internal sealed class NodeMeter : IDisposable
{
    private readonly Meter _meter;
    private readonly TimeProvider _time;
    private readonly KeyValuePair<string, object?> _replica;
    private readonly Histogram<double> _flushSeconds;
    private readonly Histogram<int> _flushRecords;

    public NodeMeter(ReplicaId replica, TimeProvider time, Tally tally)
    {
        _time = time;
        _replica = new KeyValuePair<string, object?>("replica", replica.ToString());
        _meter = new Meter("Witan.Node", null, [_replica]);
        _flushSeconds = _meter.CreateHistogram<double>("witan_journal_flush_seconds", "s");
        _flushRecords = _meter.CreateHistogram<int>("witan_journal_flush_records");
        _meter.CreateObservableCounter("witan_received_frames_total", () => Of(tally.FramesReceived));
        _meter.CreateObservableCounter("witan_received_bytes_total", () => Of(tally.BytesReceived), "By");
        _meter.CreateObservableCounter("witan_rejections_total", () => All(tally.Rejections, "reason"));
        _meter.CreateObservableCounter("witan_events_total", () => All(tally.Counts, "event"));
    }

    public long Now => _time.GetTimestamp();

    /// <summary>Gauges over what the parts of the host say of themselves.</summary>
    public void Observe(string name, Func<long> value) => _meter.CreateObservableGauge(name, () => Of(value()));

    /// <summary>Counts that grow, kept by the parts of the host.</summary>
    public void ObserveTotal(string name, Func<long> value) => _meter.CreateObservableCounter(name, () => Of(value()));

    public void Flushed(int records, long start)
    {
        _flushSeconds.Record(_time.GetElapsedTime(start).TotalSeconds, _replica);
        _flushRecords.Record(records, _replica);
    }

    public void Dispose() => _meter.Dispose();

    private Measurement<long> Of(long value) => new(value, _replica);

    private IEnumerable<Measurement<long>> All(IReadOnlyDictionary<string, long> counts, string tag) =>
        counts.Select(count => new Measurement<long>(
            count.Value, _replica, new KeyValuePair<string, object?>(tag, count.Key)));
}
