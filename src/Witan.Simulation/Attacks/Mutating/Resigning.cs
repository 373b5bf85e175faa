using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Simulation.Attacks.Mutating;

/// <summary>
/// Signs again what was changed, with keys of corrupted replicas alone: from the innermost statement around the change
/// to the outermost. What another replica signed keeps its signature, which no longer holds.
/// </summary>
/// <param name="liar">Whose message it is.</param>
/// <param name="message">Before the change.</param>
internal sealed class Resigning(Liar liar, Message message)
{
    private readonly SortedDictionary<byte, string> _domains = DomainsIn(message);

    /// <param name="changed">The field; its statements still have the senders of before where it is none of
    /// them.</param>
    /// <param name="apply">Changes it.</param>
    public void Around(FieldNode changed, Action apply)
    {
        var statements = new List<(FieldNode Node, ReplicaId Signer)>();
        for (var node = changed; node is not null; node = node.Parent)
        {
            if (node.Layout is Layout.Signed) statements.Add((node, SenderOf(node)));
        }

        apply();
        foreach (var (node, signer) in statements)
        {
            var layout = (Layout.Signed)node.Layout;
            layout.Settle?.Invoke(node, changed);
            if (liar.Adversary.Controls(signer)) Sign(node, layout, signer);
        }
    }

    /// <summary>The text says what the bytes say; the key is that of who sent it.</summary>
    private void Sign(FieldNode node, Layout.Signed layout, ReplicaId signer)
    {
        var body = node.Children[FieldNode.BodyAt];
        var writer = new CanonicalWriter(256);
        SignedText.BeginMember(
            writer, _domains[layout.Type], liar.Cluster.Cluster, ConfigurationOf(node),
            liar.Configuration.Quorums.Mode, SenderOf(node));
        writer.Raw(layout.Text is { } text ? text(body) : body.Encode());
        var signature = liar.Adversary.SignText(signer, Sha256.Hash(writer.Written));
        node.Children[FieldNode.SignatureAt].Value = signature.ToArray();
    }

    private static ReplicaId SenderOf(FieldNode statement)
    {
        var reader = new CanonicalReader(statement.Children[FieldNode.SenderAt].Value);
        return reader.Replica();
    }

    private static ConfigurationNumber ConfigurationOf(FieldNode statement)
    {
        var reader = new CanonicalReader(statement.Children[FieldNode.ConfigurationAt].Value);
        return reader.Configuration();
    }

    private static SortedDictionary<byte, string> DomainsIn(Message message)
    {
        var finder = new DomainFinder();
        message.Visit(finder);
        return finder.Domains;
    }
}
