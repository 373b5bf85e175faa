using Witan.Crypto.Trees;

namespace Witan.Tests.Crypto.Trees;

/// <summary>
/// Maps of adversarial shape from a seed: keys that begin others, runs of 0x00 and 0xFF, long common beginnings.
/// </summary>
internal static class RandomMaps
{
    public static byte[] Key(Random random)
    {
        byte[] alphabet = [0x00, 0x01, 0x61, 0x62, 0x80, 0xFF];
        var key = new byte[random.Next(0, random.Next(1, 9))];
        for (var i = 0; i < key.Length; i++)
            key[i] = random.Next(8) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
        return random.Next(6) == 0 ? [.. Enumerable.Repeat((byte)'p', 40), .. key] : key;
    }

    public static byte[] Value(Random random)
    {
        var value = new byte[random.Next(0, 6)];
        random.NextBytes(value);
        return value;
    }

    public static SortedDictionary<byte[], byte[]> Entries(Random random, int draws)
    {
        var entries = new SortedDictionary<byte[], byte[]>(ByteOrder.Instance);
        for (var i = 0; i < draws; i++) entries[Key(random)] = Value(random);
        return entries;
    }

    public static AuthenticatedMap Map(IEnumerable<KeyValuePair<byte[], byte[]>> entries)
    {
        var editor = AuthenticatedMap.Empty.Edit();
        foreach (var (key, value) in entries) editor.Put(key, value);
        return editor.ToMap();
    }

    public static KeyRange Range(Random random)
    {
        var (a, b) = (Key(random), Key(random));
        if (random.Next(8) == 0) return new KeyRange(a, null);
        return ByteOrder.Instance.Compare(a, b) <= 0 ? new KeyRange(a, b) : new KeyRange(b, a);
    }
}
