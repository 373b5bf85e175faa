using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Protocols.SingleShot;

/// <summary>What an instance asks of whoever runs it.</summary>
internal interface IConsensusHost
{
    /// <summary>myval(): what to propose in this view as its leader.</summary>
    /// <returns>Null if there is nothing, or if <see cref="Consensus.Offer"/> will tell.</returns>
    Value? MyValue(Consensus instance, Outbox outbox);

    /// <summary>valid(x).</summary>
    /// <param name="instance">Which asks.</param>
    /// <param name="value">x.</param>
    /// <param name="isCertified">A certificate of a lower view shows that correct members found it valid.</param>
    /// <param name="holders">Who holds it.</param>
    /// <param name="outbox">What finding out takes.</param>
    /// <returns>If later: <see cref="Consensus.Accept"/> or <see cref="Consensus.Refuse"/>.</returns>
    Verdict Judge(
        Consensus instance, Value value, bool isCertified, IReadOnlyList<ReplicaId> holders, Outbox outbox);

    /// <summary>The leader proposed what no correct one does: its view is not worth waiting for.</summary>
    void Suspect(ReplicaId leader, Outbox outbox);

    /// <summary>Two texts where one was promised.</summary>
    void Accuse(SignedStatement first, SignedStatement second, Outbox outbox);

    /// <summary>The upcall of the decision, at most once that is taken.</summary>
    /// <param name="instance">Which decided.</param>
    /// <param name="certificate">The proof.</param>
    /// <param name="value">x; null if only its digest is known here.</param>
    /// <param name="outbox">What follows.</param>
    /// <returns>Whether it is taken; if not, it is told again when the value is known.</returns>
    bool Decide(Consensus instance, CommitCertificate certificate, Value? value, Outbox outbox);
}
