using System.Text;
using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.LyingReplica;

/// <summary>Makes wrong bytes out of right ones.</summary>
internal static class Forger
{
    /// <summary>What every true value in the tests begins with, and what it is turned into.</summary>
    private static readonly byte[] True = Encoding.ASCII.GetBytes("true");
    private static readonly byte[] Lies = Encoding.ASCII.GetBytes("lies");

    /// <summary>Every value of the tests turned into another; without one, the last byte flipped.</summary>
    public static byte[] Values(ReadOnlyMemory<byte> bytes)
    {
        var changed = bytes.ToArray();
        var found = false;
        for (var at = 0; at + True.Length <= changed.Length; at++)
        {
            if (!changed.AsSpan(at, True.Length).SequenceEqual(True)) continue;
            Lies.CopyTo(changed, at);
            found = true;
        }

        if (!found && changed.Length > 0) changed[^1] ^= 1;
        return changed;
    }

    /// <summary>Another state for the same height.</summary>
    public static StateCommitment OtherState(StateCommitment commitment) =>
        commitment with { State = Sha256.Hash(Encoding.ASCII.GetBytes("invented " + commitment.Height)) };

    /// <summary>A read's answer whose certificate is none.</summary>
    /// <param name="genuine">Proved.</param>
    /// <param name="way">0: one signer twice. 1: too few. 2: enough signers, but another state than they
    /// signed.</param>
    public static byte[] Uncertified(ReadAnswer genuine, int way)
    {
        var certificate = genuine.Certificate!.Certificate;
        var written = new CanonicalWriter(1024);
        certificate.Write(written);
        const int entryBytes = sizeof(uint) + Signature.Size;
        var entries = written.Written[^(certificate.Signers.Count * entryBytes)..];
        var first = entries[..entryBytes];
        var writer = new CanonicalWriter(1024 + genuine.Witness.Length);
        writer.U8(MessageType.ReadAnswer);
        writer.U64(genuine.Id);
        writer.U8((byte)ReadOutcome.Proved);
        writer.U8(Certificate.SignatureList);
        writer.Configuration(certificate.Statement.Configuration);
        writer.U32(certificate.QuorumMode);
        var commitment = genuine.Certificate.Commitment;
        (way == 2 ? OtherState(commitment) : commitment).Write(writer);
        switch (way)
        {
            case 0:
                writer.Count(3);
                writer.Raw(first);
                writer.Raw(first);
                writer.Raw(entries[entryBytes..(2 * entryBytes)]);
                break;
            case 1:
                writer.Count(2);
                writer.Raw(entries[..(2 * entryBytes)]);
                break;
            default:
                writer.Count(certificate.Signers.Count);
                writer.Raw(entries);
                break;
        }

        writer.Bytes(Values(genuine.Witness));
        return writer.ToArray();
    }
}
