using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>Blocks within the limits of a configuration that cost as much as they can.</summary>
/// <param name="liar">Whose key signs the bundles.</param>
/// <param name="bodies">Where what was made is kept.</param>
/// <param name="heard">Genuine bundles, old ones too.</param>
internal sealed class TrapBlocks(Liar liar, OwnBodies bodies, OwnBodies heard)
{
    private const int PrefixBytes = 200;
    private const int PrefixedRequests = 256;
    private const int FillParts = 4;

    private ulong _next = 1;

    private long MaxBytes => liar.Configuration.Parameters.MaxBlockBytes;

    private int MaxRequests => (int)liar.Configuration.Parameters.MaxBlockRequests;

    /// <param name="honest">Height, time and, where they stay, the references.</param>
    /// <param name="form">"unknownBodies", "manyReferences", "fullBlocks" or "longPrefix".</param>
    public Block Make(Block honest, string form)
    {
        var references = form switch
        {
            "unknownBodies" => Unknown(),
            "manyReferences" => Many(honest),
            "fullBlocks" => Full(),
            _ => Prefixed(),
        };
        return new Block(honest.Height, honest.Time, references);
    }

    private List<Reference> Unknown()
    {
        var references = new List<Reference>(MaxRequests);
        var length = (uint)Math.Clamp(MaxBytes / MaxRequests, 1, 64);
        for (var i = 0; i < MaxRequests; i++) references.Add(new Reference(Reference.Bundle, NextDigest(), length));
        return references;
    }

    /// <summary>Behind the honest references all genuine bundles that fit, most of them executed long ago.</summary>
    private List<Reference> Many(Block honest)
    {
        var references = honest.References.ToList();
        var named = new SortedSet<Digest>(references.Select(r => r.Digest));
        var bytes = references.Sum(r => (long)r.Length);
        // What the honest block holds is counted in full: its bundles are not all known here.
        var known = heard.Bundles.Where(b => named.Contains(b.Digest)).Sum(b => b.Requests.Count);
        var requests = Math.Max(references.Count, known);
        foreach (var bundle in heard.Bundles)
        {
            var length = bundle.Body.Length;
            if (bytes + length > MaxBytes || requests + bundle.Requests.Count > MaxRequests) break;
            if (!named.Add(bundle.Digest)) continue;
            references.Add(new Reference(Reference.Bundle, bundle.Digest, (uint)length));
            bytes += length;
            requests += bundle.Requests.Count;
        }

        return references;
    }

    private List<Reference> Full()
    {
        // A quarter each, less what surrounds the request in its bundle.
        var size = Math.Min((MaxBytes / FillParts) - 256, Limits.MaxRequestBytes);
        var references = new List<Reference>(FillParts);
        for (var i = 0; i < FillParts; i++) references.Add(Own([new byte[size]]));
        return references;
    }

    private List<Reference> Prefixed()
    {
        var prefix = "+" + new string('k', PrefixBytes);
        var requests = Enumerable.Range(0, Math.Min(PrefixedRequests, MaxRequests))
            .Select(i => prefix + i.ToString("D6", CultureInfo.InvariantCulture))
            .Select(text => (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(text));
        return [Own([.. requests])];
    }

    private Reference Own(IReadOnlyList<ReadOnlyMemory<byte>> requests)
    {
        var session = new SessionId(liar.Replica.Signer.PublicKey, 1);
        var first = _next;
        _next += (ulong)requests.Count;
        var text = Bundle.TextDigest(liar.Cluster.Cluster, session, first, first, requests);
        var bundle = new Bundle(session, first, first, requests, liar.Adversary.SignText(liar.Id, text));
        bodies.Add(bundle);
        return new Reference(Reference.Bundle, bundle.Digest, (uint)bundle.Body.Length);
    }

    private Digest NextDigest()
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        for (var i = 0; i < Digest.Size; i += 8) BinaryPrimitives.WriteUInt64LittleEndian(bytes[i..], liar.Dice.Next());
        return new Digest(bytes);
    }
}
