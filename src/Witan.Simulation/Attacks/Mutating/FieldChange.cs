using System.Buffers.Binary;
using Witan.Crypto;
using Witan.Simulation.Chance;

namespace Witan.Simulation.Attacks.Mutating;

/// <summary>
/// The small changes of one field: small-scope mutations after Winter et al., Randomized testing of Byzantine fault
/// tolerant algorithms, OOPSLA 2023, section 3: what is nearly right finds more than what is random.
/// </summary>
/// <param name="dice">Chooses.</param>
/// <param name="known">Values for digests and numbers.</param>
/// <param name="replicas">How many there are.</param>
internal sealed class FieldChange(Dice dice, KnownValues known, int replicas)
{
    /// <summary>What this part may be changed as; Fixed if it may not be changed.</summary>
    public static FieldKind KindOf(FieldNode node) => node.Layout switch
    {
        Layout.Leaf leaf => leaf.Kind,
        Layout.Tagged tagged => tagged.Tag.Kind,
        Layout.Blob or Layout.Rest => FieldKind.Bytes,
        Layout.Many or Layout.Optional when node.Children.Count > 0 => FieldKind.Element,
        _ => FieldKind.Fixed,
    };

    public void Apply(FieldNode node)
    {
        switch (KindOf(node))
        {
            case FieldKind.Flag:
                node.Value = [(byte)(node.Value[0] ^ 1)];
                break;
            case FieldKind.Member:
                node.Value = NextMember(node.Value);
                break;
            case FieldKind.Digest:
                node.Value = OtherDigest(node);
                break;
            case FieldKind.Bytes:
                node.Value = OtherBytes(node.Value);
                break;
            case FieldKind.Element:
                ChangeList(node);
                break;
            default:
                node.Value = OtherNumber(node);
                break;
        }
    }

    private byte[] NextMember(byte[] value)
    {
        var number = BinaryPrimitives.ReadUInt32LittleEndian(value);
        // One too high is nobody's number.
        var next = dice.Chance(0.5) || number == 0 ? number + 1 : number - 1;
        var bytes = new byte[value.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Math.Min(next, (uint)replicas));
        return bytes;
    }

    private byte[] OtherDigest(FieldNode node)
    {
        var others = known.OtherThan(((Layout.Leaf)node.Layout).Name, node.Value);
        return others.Count > 0 ? [.. dice.Pick(others)] : Sha256.Hash(node.Value).ToArray();
    }

    private byte[] OtherNumber(FieldNode node)
    {
        var others = node.Layout is Layout.Leaf leaf ? known.OtherThan(leaf.Name, node.Value) : [];
        if (others.Count > 0 && dice.Below(3) == 0) return [.. dice.Pick(others)];
        var up = dice.Chance(0.5) || node.Value.All(b => b == 0);
        var bytes = node.Value.ToArray();
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = unchecked((byte)(bytes[i] + (up ? 1 : -1)));
            if (bytes[i] != (up ? 0 : 255)) break;
        }

        return bytes;
    }

    private byte[] OtherBytes(byte[] value)
    {
        if (value.Length == 0 || dice.Below(4) == 0) return [.. value, 0];
        if (dice.Below(4) == 0) return value[..^1];
        var bytes = value.ToArray();
        var bit = (int)dice.Below(8L * bytes.Length);
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return bytes;
    }

    private void ChangeList(FieldNode node)
    {
        var items = node.Children;
        var at = (int)dice.Below(items.Count);
        switch (node.Layout is Layout.Optional ? 0 : dice.Below(3))
        {
            case 0:
                items.RemoveAt(at);
                break;
            case 1:
                items.Insert(at, items[at]);
                break;
            default:
                // With itself nothing would change.
                var other = (at + 1) % items.Count;
                if (other == at) items.Add(items[at]);
                else (items[at], items[other]) = (items[other], items[at]);
                break;
        }
    }
}
