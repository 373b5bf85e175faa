using Witan.Core.Messages;
using Witan.Primitives.Encoding;
using Witan.Primitives.Membership;
using Witan.Protocols.Streamlet;
using Witan.Simulation.Attacks.Pbft.Forging;

namespace Witan.Simulation.Attacks.Streamlet.Forging;

/// <summary>Notarizations of votes that somebody collected, be they a quorum or not: whoever gets one judges.</summary>
internal static class Notarizations
{
    /// <param name="header">Of the node.</param>
    /// <param name="configuration">Whose mode of quorums the certificate names.</param>
    /// <param name="votes">For the node, of distinct members.</param>
    public static Notarization? Of(
        NodeHeader header, Configuration configuration, IReadOnlyList<SignedStatement> votes)
    {
        var sorted = votes.OrderBy(vote => vote.Statement.Sender).ToList();
        var writer = new CanonicalWriter(1024);
        header.Write(writer);
        var text = CertificateText.Write(
            sorted[0].Statement, configuration.Quorums.Mode,
            [.. sorted.Select(vote => new SignerEntry(vote.Statement.Sender, vote.Signature))]);
        var reader = new CanonicalReader([.. writer.Written, .. text]);
        return Notarization.Read(ref reader);
    }
}
