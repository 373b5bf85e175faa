using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Reconfiguration;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Core.Verification;

/// <summary>
/// Checks every signature in a message under keys of the trusted configuration and only then makes it a
/// <see cref="Verified{T}"/>. One instance per worker thread: the cache has no lock.
/// </summary>
/// <param name="cluster">The cluster id: part of every text.</param>
/// <param name="configurations">Where keys are looked up, by the number in the message.</param>
/// <param name="scheme">The signature scheme, real or ideal.</param>
/// <param name="cacheEntries">How many checked signatures are remembered.</param>
/// <param name="settled">Votes that a replica needs no more; null where every vote is judged.</param>
public sealed class Verifier(
    Digest cluster, Configurations configurations, ISignatureScheme scheme, int cacheEntries = 8192,
    ISettledVotes? settled = null)
{
    private readonly SignatureCache _cache = new(cacheEntries);

    /// <summary>Signatures actually computed, without those that the cache answered.</summary>
    public ulong Computed { get; private set; }

    /// <summary>The newest configuration number that it can judge.</summary>
    public ConfigurationNumber Newest => configurations.Newest.Number;

    /// <returns>
    /// Null with the reason if any signature, signer or certificate inside does not hold, or if it is a vote that was
    /// set aside (<see cref="Rejection.Settled"/>). What holds is to be asked <see cref="Contradicted"/> about.
    /// </returns>
    public Verified<Message>? Verify(Message message, out Rejection rejection)
    {
        rejection = Rejection.Settled;
        if (message is SignedStatement vote && settled?.TrySetAside(vote) == true) return null;
        return VerifyAll(message, out rejection);
    }

    /// <summary>
    /// A vote of the same sender that was set aside and that a verified message contradicts: the core takes it first,
    /// and then has both halves of a lie.
    /// </summary>
    /// <returns>Null if there is none, or if it does not hold.</returns>
    public Verified<Message>? Contradicted(Verified<Message> verified) =>
        verified.Message is SignedStatement said && settled?.TakeContradicted(said.Statement) is { } earlier
            ? VerifyAll(earlier, out _)
            : null;

    private Verified<Message>? VerifyAll(Message message, out Rejection rejection)
    {
        var check = new Check(this);
        message.Visit(check);
        rejection = check.Fault ?? Rejection.Malformed;
        return check.Fault is null ? new Verified<Message>(message) : null;
    }

    /// <summary>
    /// Signs an own statement. That a signature made here holds under the key that made it is not computed again: it is
    /// remembered like one that was checked.
    /// </summary>
    /// <returns>Null if the configuration is unknown, or does not have this key for the sender.</returns>
    public SignedStatement? Sign(Statement statement, ISigner signer)
    {
        if (configurations.ByNumber(statement.Configuration) is not { } configuration) return null;
        if (configuration.Find(statement.Sender)?.StatementKey != signer.PublicKey) return null;
        var text = statement.TextDigest(cluster, configuration.Quorums.Mode);
        var signature = signer.Sign(text);
        _cache.Add(signer.PublicKey, text, signature);
        return new SignedStatement(statement, signature);
    }

    private bool Holds(in PublicKey key, in Digest text, in Signature signature)
    {
        if (_cache.Contains(key, text, signature)) return true;
        Computed++;
        if (!scheme.Verify(key, text, signature)) return false;
        _cache.Add(key, text, signature);
        return true;
    }

    private sealed class Check(Verifier owner) : INestedVisitor
    {
        // Configurations that steps earlier in the same message lead to.
        private List<Configuration>? _learnt;

        public Rejection? Fault { get; private set; }

        public void Statement(SignedStatement statement)
        {
            if (Fault is not null) return;
            var said = statement.Statement;
            if (Find(said.Configuration) is not { } configuration) return;
            if (configuration.Find(said.Sender) is not { } member) Fault = Rejection.NotAMember;
            else if (!owner.Holds(
                         member.StatementKey, said.TextDigest(owner.Cluster, configuration.Quorums.Mode),
                         statement.Signature))
                Fault = Rejection.BadSignature;
        }

        public void Certificate(Certificate certificate, ReplicaId? plus = null)
        {
            if (Fault is not null) return;
            if (Find(certificate.Statement.Configuration) is not { } configuration) return;
            if (certificate.QuorumMode != configuration.Quorums.Mode || !IsQuorum(certificate, configuration, plus))
            {
                Fault = Rejection.BadCertificate;
                return;
            }

            for (var i = 0; i < certificate.Signers.Count && Fault is null; i++)
            {
                var signer = configuration.Find(certificate.Signers[i])!;
                var text = certificate.Statement.TextDigest(owner.Cluster, certificate.QuorumMode, signer.Id);
                if (!owner.Holds(signer.StatementKey, text, certificate.SignatureAt(i))) Fault = Rejection.BadSignature;
            }
        }

        public void FromClient(IClientSigned message)
        {
            if (Fault is not null) return;
            if (!owner.Holds(message.Client, message.TextDigest(owner.Cluster), message.Signature))
                Fault = Rejection.BadSignature;
        }

        public void Step(ConfigurationStep step)
        {
            Certificate(step.Certificate.Certificate);
            if (Fault is not null) return;
            if (step.Certificate.Commitment.Cluster != owner.Cluster || !step.IsConsistent)
                Fault = Rejection.BadCertificate;
            else (_learnt ??= []).Add(step.Configuration);
        }

        private Configuration? Find(ConfigurationNumber number)
        {
            var configuration = owner.Known.ByNumber(number) ?? Learnt(number);
            if (configuration is not null) return configuration;
            Fault = number > owner.Known.Newest.Number ? Rejection.ConfigurationAhead : Rejection.UnknownConfiguration;
            return null;
        }

        private Configuration? Learnt(ConfigurationNumber number) => _learnt?.Find(c => c.Number == number);

        private static bool IsQuorum(Certificate certificate, Configuration configuration, ReplicaId? plus)
        {
            if (certificate.PlacesIn(configuration) is not { } places) return false;
            if (plus is not { } extra) return configuration.Quorums.IsQuorum(places);
            var place = configuration.PlaceOf(extra);
            return place >= 0 && !places.Contains(place) && configuration.Quorums.IsQuorum(places.With(place));
        }
    }

    private Digest Cluster => cluster;

    private Configurations Known => configurations;
}
