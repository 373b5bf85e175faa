using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Witan.TestKit.Grpc;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>Puts of distinct keys, each sent once, several at a time, with what became of each.</summary>
/// <param name="endpoint">Of the gateway.</param>
/// <param name="prefix">Of the keys.</param>
/// <param name="total">How many keys.</param>
/// <param name="lanes">How many puts wait for their answer at the same time.</param>
/// <param name="perSecond">The most that are sent in a second; 0 for as many as are answered.</param>
internal sealed class PutStream(string endpoint, string prefix, int total, int lanes, int perSecond = 0)
{
    private readonly ConcurrentQueue<(int Number, TimeSpan At)> _acknowledged = [];
    private readonly ConcurrentQueue<string> _failures = [];
    private readonly Stopwatch _watch = new();
    private volatile bool _stopping;
    private int _last = -1;

    public int Acknowledged => _acknowledged.Count;

    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>The keys whose put was acknowledged.</summary>
    public IReadOnlyList<string> AcknowledgedKeys => [.. _acknowledged.Select(put => Key(put.Number))];

    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>The longest time without an acknowledgement.</summary>
    public TimeSpan LongestPause
    {
        get
        {
            TimeSpan[] times = [.. _acknowledged.Select(put => put.At).Order()];
            return times.Zip(times.Skip(1), (before, after) => after - before).DefaultIfEmpty().Max();
        }
    }

    /// <summary>Ends when all are sent and answered; a lane ends at its first failure.</summary>
    public async Task RunAsync()
    {
        using var client = new GrpcTestClient(endpoint);
        _watch.Start();
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(_ => LaneAsync(client)));
        _watch.Stop();
    }

    /// <summary>Sends no more.</summary>
    public void Stop() => _stopping = true;

    public string Key(int number) => prefix + number.ToString("D6", CultureInfo.InvariantCulture);

    public static string ValueOf(string key) => "value of " + key;

    private async Task LaneAsync(GrpcTestClient client)
    {
        while (!_stopping && Interlocked.Increment(ref _last) is var number && number < total)
        {
            await PaceAsync(number);
            var key = Key(number);
            try
            {
                var put = Proto.Empty.Text(1, key).Text(2, ValueOf(key));
                var reply = await client.CallAsync("/etcdserverpb.KV/Put", put);
                if (reply.Status == 0)
                {
                    _acknowledged.Enqueue((number, _watch.Elapsed));
                    continue;
                }

                _failures.Enqueue($"{key}: {reply.Status} {reply.Message}");
            }
            catch (Exception failure)
                when (failure is HttpRequestException or IOException or OperationCanceledException)
            {
                _failures.Enqueue($"{key}: {failure.Message}");
            }

            return;
        }
    }

    private async Task PaceAsync(int number)
    {
        if (perSecond == 0) return;
        var wait = TimeSpan.FromSeconds((double)number / perSecond) - _watch.Elapsed;
        if (wait > TimeSpan.Zero) await Task.Delay(wait);
    }
}
