using Witan.Registry;

namespace Witan.Cli.Commands;

/// <summary>The keys that a command is about: one, or all with a prefix.</summary>
internal static class KeySpan
{
    // As start it is the least key there is, as end it stands for no end.
    private static readonly byte[] Everything = [0];

    /// <returns>Start and end as etcd has them: no end for one key.</returns>
    public static (ReadOnlyMemory<byte> From, ReadOnlyMemory<byte> To) Of(byte[] key, bool prefix)
    {
        if (!prefix) return (key, default);
        return key.Length == 0 ? (Everything, Everything) : (key, KeyRange.PrefixEnd(key));
    }
}
