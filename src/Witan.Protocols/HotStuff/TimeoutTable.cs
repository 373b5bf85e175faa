using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.HotStuff;

/// <summary>
/// The newest TIMEOUT of each member. Who gave up a later view was brought there by a certificate that its TIMEOUT
/// carries, so an earlier one is not missed.
/// </summary>
internal sealed class TimeoutTable(Configuration configuration)
{
    private readonly SignedStatement?[] _newest = new SignedStatement?[configuration.N];

    /// <summary>Takes a valid TIMEOUT.</summary>
    /// <returns>Whether it says more than the one before of its sender.</returns>
    public bool Add(SignedStatement signed)
    {
        var place = configuration.PlaceOf(signed.Statement.Sender);
        if (place < 0) return false;
        if (_newest[place]?.Statement is Timeout known)
        {
            var said = (Timeout)signed.Statement;
            if (said.View < known.View || (said.View == known.View && said.HighQCView <= known.HighQCView))
                return false;
        }

        _newest[place] = signed;
        return true;
    }

    /// <summary>Per place the view that was given up; null at the own place and where nothing was heard.</summary>
    public ulong?[] Views(int own)
    {
        var views = new ulong?[configuration.N];
        for (var place = 0; place < views.Length; place++)
        {
            if (place != own && _newest[place]?.Statement is Timeout said) views[place] = said.View.Value;
        }

        return views;
    }

    /// <summary>Whether anybody else gave up this view or a later one.</summary>
    public bool AnyFrom(View view, int own)
    {
        foreach (var said in Views(own))
        {
            if (said >= view.Value) return true;
        }

        return false;
    }

    /// <summary>A TC of a minimal quorum that gave up this view, or null while there is none.</summary>
    public TimeoutCertificate? TryCertify(View view)
    {
        var places = MemberSet.Empty;
        for (var place = 0; place < _newest.Length; place++)
        {
            if (_newest[place]?.Statement is Timeout said && said.View == view) places = places.With(place);
        }

        if (configuration.Quorums.MinimalQuorum(places) is not { } quorum) return null;
        var entries = new List<SignedStatement>(quorum.Count);
        QuorumCertificate? highQC = null;
        for (var place = 0; place < _newest.Length; place++)
        {
            if (!quorum.Contains(place)) continue;
            var signed = _newest[place]!;
            entries.Add(signed.Bare);
            if (((Timeout)signed.Statement).HighQC is { } held && (highQC is null || held.View > highQC.View))
                highQC = held;
        }

        return new TimeoutCertificate(
            view, configuration.Number, [.. entries.OrderBy(e => e.Statement.Sender)], highQC);
    }
}
