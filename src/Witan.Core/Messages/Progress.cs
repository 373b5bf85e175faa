using Witan.Core.Evidence;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// How far a replica says it is and which lies it can prove, sent every StatusInterval. A hint from an authenticated
/// peer: it only makes others ask, and what they then get carries its own proof.
/// </summary>
public sealed class Progress(Height executed, Height stable, IReadOnlyList<EvidenceKey>? held = null) : Message
{
    public Height Executed { get; } = executed;

    /// <summary>Its newest certified checkpoint.</summary>
    public Height Stable { get; } = stable;

    /// <summary>Proved lies that it holds, ascending.</summary>
    public IReadOnlyList<EvidenceKey> Held { get; } = held ?? [];

    public override byte Type => MessageType.Progress;

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Height(Executed);
        writer.Height(Stable);
        writer.Count(Held.Count);
        foreach (var key in Held) key.Write(writer);
    }

    public static Progress? Read(ref CanonicalReader reader)
    {
        var executed = reader.Height();
        var stable = reader.Height();
        var held = new EvidenceKey[reader.Count(EvidenceStore.MaxPairs, EvidenceKey.Size)];
        for (var i = 0; i < held.Length; i++)
        {
            held[i] = EvidenceKey.Read(ref reader);
            if (i > 0 && held[i] <= held[i - 1]) reader.Fail();
        }

        return reader.Failed ? null : new Progress(executed, stable, held);
    }
}
