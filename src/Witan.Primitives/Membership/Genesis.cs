using Witan.Primitives.Encoding;

namespace Witan.Primitives.Membership;

/// <summary>
/// What a cluster begins with. The cluster id is the SHA-256 of its canonical bytes, so two clusters never share a
/// statement.
/// </summary>
/// <param name="Configuration">Configuration 0.</param>
/// <param name="ClientKeys">Sorted, distinct, at most <see cref="Limits.MaxGenesisClients"/>; they fill the core's key
/// map.</param>
/// <param name="Application">Name of the state machine, e.g. "registry".</param>
/// <param name="Time">Block time of height 0.</param>
/// <param name="Salt">32 random bytes: two clusters with equal settings still differ.</param>
public sealed record Genesis(
    Configuration Configuration, IReadOnlyList<PublicKey> ClientKeys, string Application, BlockTime Time, Digest Salt)
{
    public byte[] Encode()
    {
        var writer = new CanonicalWriter(1024);
        Configuration.Write(writer);
        writer.Count(ClientKeys.Count);
        foreach (var key in ClientKeys) writer.PublicKey(key);
        writer.Text(Application);
        writer.Time(Time);
        writer.Digest(Salt);
        return writer.ToArray();
    }

    /// <summary>Null if the bytes are not exactly one canonical genesis.</summary>
    public static Genesis? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var configuration = Configuration.Read(ref reader);
        var keys = new PublicKey[reader.Count(Limits.MaxGenesisClients, PublicKey.Size)];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = reader.PublicKey();
            if (i > 0 && keys[i - 1] >= keys[i]) reader.Fail();
        }

        var application = reader.Text(Limits.MaxNameBytes);
        var time = reader.Time();
        var salt = reader.Digest();
        if (!reader.Complete || configuration is null || configuration.Number.Value != 0) return null;
        return new Genesis(configuration, keys, application, time, salt);
    }
}
