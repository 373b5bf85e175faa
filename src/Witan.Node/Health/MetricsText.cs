using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Witan.Node;

/// <summary>
/// The instruments of this process whose meter's name begins with <c>Witan</c>, in the text format of Prometheus. A
/// histogram is given as its sum and count.
/// </summary>
public sealed class MetricsText : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>
    /// Series kept; tags with more values than this are a mistake of their author and are not counted.
    /// </summary>
    private const int MaxSeries = 4096;

    private readonly ConcurrentDictionary<(string Name, string Labels), MetricSeries> _series = new();
    private readonly MeterListener _listener = new();
    private readonly Action<StringBuilder>? _more;

    /// <param name="more">Writes what has no instrument, in the same format, before the rest.</param>
    public MetricsText(Action<StringBuilder>? more = null)
    {
        _more = more;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("Witan", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All series as they stand now, sorted by name.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        _more?.Invoke(text);
        foreach (var series in _series.Values.OrderBy(series => series.Name, StringComparer.Ordinal)
            .ThenBy(series => series.Labels, StringComparer.Ordinal)) series.Write(text);
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = MetricSeries.NameOf(instrument.Name);
        var labels = MetricSeries.LabelsOf(tags);
        if (instrument.IsObservable)
        {
            Find(name, labels)?.Set(value);
        }
        else if (IsOf(instrument, typeof(Histogram<>)))
        {
            Find(name + "_sum", labels)?.Add(value);
            Find(name + "_count", labels)?.Add(1);
        }
        else if (IsOf(instrument, typeof(Gauge<>)))
        {
            Find(name, labels)?.Set(value);
        }
        else
        {
            Find(name, labels)?.Add(value);
        }
    }

    private static bool IsOf(Instrument instrument, Type kind) =>
        instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == kind;

    private MetricSeries? Find(string name, string labels)
    {
        if (_series.TryGetValue((name, labels), out var series)) return series;
        if (_series.Count >= MaxSeries) return null;
        return _series.GetOrAdd((name, labels), key => new MetricSeries(key.Name, key.Labels));
    }
}
