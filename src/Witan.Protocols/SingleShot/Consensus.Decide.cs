using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Protocols.SingleShot;

/// <summary>COMMITTED and DECISION.</summary>
internal sealed partial class Consensus
{
    /// <summary>A proof that came whole.</summary>
    /// <param name="certificate">Verified; of this instance and configuration.</param>
    /// <param name="value">x, or null.</param>
    /// <param name="outbox">The upcall.</param>
    public void Learn(CommitCertificate certificate, Value? value, Outbox outbox)
    {
        if (!IsDecided) IsDecided = _host.Decide(this, certificate, value ?? Find(certificate.Block), outbox);
    }

    /// <summary>Decided elsewhere, as the host knows: nothing more is said here.</summary>
    public void Close() => IsDecided = true;

    /// <summary>
    /// Counted in any view, whether or not the proposal is known: a quorum of one view is what a DECISION shows.
    /// </summary>
    private Rejection? OnCommitted(SignedStatement signed, Committed m, Outbox outbox)
    {
        if (Keep(_committeds, signed, outbox) is { } refusal) return refusal;
        TryDecide(m.View, m.Digest, outbox);
        Advance(outbox);
        return null;
    }

    /// <summary>A value arrived that a quorum of COMMITTED may have been waiting for.</summary>
    private void CheckCommitted(Outbox outbox)
    {
        foreach (var signed in _committeds.All.ToArray())
        {
            if (!IsDecided && signed.Statement is Committed m) TryDecide(m.View, m.Digest, outbox);
        }
    }

    private void TryDecide(View view, Digest digest, Outbox outbox)
    {
        if (_committeds.TryCertify(view, digest) is { } certificate)
            Learn(new CommitCertificate(certificate), null, outbox);
    }
}
