using System.Text;
using System.Text.Json;
using Xunit;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>What `etcdctl get --prefix -w json` answers.</summary>
/// <param name="Revision">Of the store.</param>
/// <param name="Entries">Value and version by key.</param>
internal sealed record StoredKeys(long Revision, IReadOnlyDictionary<string, (string Value, long Version)> Entries)
{
    public static async Task<StoredKeys> ReadAsync(LocalCluster cluster, string prefix)
    {
        using var document = JsonDocument.Parse(await cluster.EtcdctlAsync("get", "--prefix", prefix, "-w", "json"));
        var entries = new Dictionary<string, (string, long)>();
        if (document.RootElement.TryGetProperty("kvs", out var kvs))
        {
            foreach (var kv in kvs.EnumerateArray())
                entries.Add(Text(kv, "key"), (Text(kv, "value"), kv.GetProperty("version").GetInt64()));
        }

        return new StoredKeys(document.RootElement.GetProperty("header").GetProperty("revision").GetInt64(), entries);
    }

    /// <summary>Every one of these keys is there, and every key there has its value, put once.</summary>
    public void AssertHolds(IReadOnlyList<string> keys)
    {
        Assert.Equal([], keys.Where(key => !Entries.ContainsKey(key)));
        Assert.Equal([], Entries.Where(entry => entry.Value != (PutStream.ValueOf(entry.Key), 1)));
    }

    private static string Text(JsonElement kv, string name) =>
        Encoding.UTF8.GetString(kv.GetProperty(name).GetBytesFromBase64());
}
