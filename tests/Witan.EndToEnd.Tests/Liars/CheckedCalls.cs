using System.Globalization;
using Witan.EndToEnd.Tests.Clusters;
using Xunit;

namespace Witan.EndToEnd.Tests.Liars;

/// <summary>
/// Writes and reads through etcdctl, one after another, and holds every answer against a dictionary: nobody else
/// writes.
/// </summary>
internal sealed class CheckedCalls(LocalCluster cluster)
{
    private readonly SortedDictionary<string, List<(long Revision, string Value)>> _model = new(StringComparer.Ordinal);
    private long _revision = 1;
    private int _last;

    /// <summary>Etcdctl's answers that were checked.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Two writes and five reads of one key: an odd number of reads, so that every replica is asked each.
    /// </summary>
    public async Task RoundAsync(string key)
    {
        await PutAsync(key);
        await ExpectAsync(Line(key), "get", key);
        await ExpectAsync(Line(key), "get", "--consistency=s", key);
        await ExpectAsync(string.Concat(_model.Keys.Select(Line)), "get", "--prefix", "key/");
        var (revision, old) = _model[key][0];
        await ExpectAsync(
            $"{key}\n{old}\n", "get", key, "--rev=" + revision.ToString(CultureInfo.InvariantCulture));
        await ExpectAsync("", "get", "absent");
        await PutAsync(key);
    }

    private string Line(string key) => $"{key}\n{_model[key][^1].Value}\n";

    private async Task PutAsync(string key)
    {
        var value = "true/" + (++_last).ToString(CultureInfo.InvariantCulture);
        await ExpectAsync("OK\n", "put", key, value);
        _model.TryAdd(key, []);
        _model[key].Add((++_revision, value));
    }

    private async Task ExpectAsync(string expected, params string[] arguments)
    {
        var answer = await cluster.EtcdctlAsync(arguments);
        Count++;
        Assert.True(expected == answer, $"etcdctl {string.Join(' ', arguments)}: '{answer}' instead of '{expected}'");
    }
}
