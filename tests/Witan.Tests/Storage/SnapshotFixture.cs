using Witan.Core.Certificates;
using Witan.Core.Execution;
using Witan.Crypto;
using Witan.Crypto.Trees;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Tests.Storage;

internal static class SnapshotFixture
{
    public static readonly Digest Cluster = JournalFixture.Identity.Cluster;

    public static Snapshot At(ulong height, int entries, int valueBytes = 40)
    {
        var maps = new List<KeyValuePair<string, AuthenticatedMap>>();
        foreach (var name in new[] { "history", "latest" })
        {
            var editor = AuthenticatedMap.Empty.Edit();
            for (var i = 0; i < entries; i++)
                editor.Put(Sha256.Hash([(byte)(i % 256), (byte)(i / 256)]).ToArray(), Value(height, i, valueBytes));
            if (entries > 0) maps.Add(KeyValuePair.Create(name, editor.ToMap()));
        }

        var commitment = CommitmentFor(height, StateMaps.Empty.With(maps).Root);
        return new Snapshot(commitment, CertificateFor(commitment), maps);
    }

    public static StateCommitment CommitmentFor(ulong height, Digest state) => new()
    {
        Cluster = Cluster,
        Configuration = default,
        Height = new Height(height),
        Previous = Sha256.Hash([2]),
        Chain = Sha256.Hash([3]),
        Time = default,
        State = state,
        Results = Sha256.Hash([4]),
        Changes = Sha256.Hash([5]),
        NextConfiguration = Sha256.Hash([6]),
    };

    /// <summary>
    /// Written as on the wire, since only the core counts votes; nobody checks these signatures here.
    /// </summary>
    public static StateCertificate CertificateFor(StateCommitment commitment)
    {
        var writer = new CanonicalWriter();
        writer.U8(Certificate.SignatureList);
        writer.Configuration(commitment.Configuration);
        writer.U32(0);
        commitment.Write(writer);
        writer.Count(3);
        for (var i = 0U; i < 3; i++)
        {
            writer.Replica(new ReplicaId(i));
            writer.Raw(new byte[Signature.Size]);
        }

        var reader = new CanonicalReader(writer.Written);
        return StateCertificate.Read(ref reader)!;
    }

    private static byte[] Value(ulong height, int i, int length)
    {
        var value = new byte[length];
        value.AsSpan().Fill((byte)((height + (ulong)i) % 251));
        return value;
    }
}
