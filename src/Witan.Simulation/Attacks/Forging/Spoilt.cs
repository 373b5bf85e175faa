using System.Buffers.Binary;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Simulation.Attacks.Forging;

/// <summary>Signatures that do not hold, and messages that carry them; all else stays as it was.</summary>
internal static class Spoilt
{
    /// <summary>The group order L of Ed25519, least significant word first (RFC 8032 section 5.1).</summary>
    private static readonly ulong[] Order = [0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0, 0x1000000000000000];

    /// <summary>One bit of S differs.</summary>
    public static Signature Signature(Signature genuine)
    {
        var bytes = genuine.ToArray();
        bytes[Digest.Size] ^= 1;
        return new Signature(bytes);
    }

    /// <summary>S + L: the same S to whoever reduces it first.</summary>
    public static Signature LargeS(Signature genuine)
    {
        var bytes = genuine.ToArray();
        var carry = UInt128.Zero;
        for (var i = 0; i < Order.Length; i++)
        {
            var word = bytes.AsSpan(Digest.Size + (i * sizeof(ulong)));
            carry += (UInt128)BinaryPrimitives.ReadUInt64LittleEndian(word) + Order[i];
            BinaryPrimitives.WriteUInt64LittleEndian(word, unchecked((ulong)carry));
            carry >>= 64;
        }

        return new Signature(bytes);
    }

    /// <summary>
    /// R is the neutral element written as y = p + 1. Only 19 values of y have a second form, so that a signature of
    /// another R cannot be written so.
    /// </summary>
    public static Signature Point(Signature genuine)
    {
        var bytes = genuine.ToArray();
        bytes.AsSpan(0, Digest.Size).Fill(0xff);
        bytes[0] = 0xee;
        bytes[Digest.Size - 1] = 0x7f;
        return new Signature(bytes);
    }

    public static SignedStatement Statement(SignedStatement signed, Func<Signature, Signature> spoil) =>
        new(signed.Statement, spoil(signed.Signature));

    public static Bundle Bundle(Bundle bundle, Func<Signature, Signature> spoil) => new(
        bundle.Session, bundle.First, bundle.AcknowledgedBelow, bundle.Requests, spoil(bundle.Signature));

    /// <summary>The vote in it is what a replica signs of a reply.</summary>
    public static Reply Reply(Reply reply, Func<Signature, Signature> spoil) => new()
    {
        Session = reply.Session, Path = reply.Path, Vote = Statement(reply.Vote, spoil), Leaves = reply.Leaves,
        Proof = reply.Proof,
    };
}
