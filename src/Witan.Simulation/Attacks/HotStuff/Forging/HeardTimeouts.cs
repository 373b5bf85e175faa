using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.HotStuff;
using Timeout = Witan.Protocols.HotStuff.Timeout;

namespace Witan.Simulation.Attacks.HotStuff.Forging;

/// <summary>
/// The TIMEOUTs of the members of one configuration that the corrupted replicas heard, to make TCs of.
/// </summary>
internal sealed class HeardTimeouts(Configuration configuration)
{
    private readonly SortedDictionary<(View View, ReplicaId Sender), SignedStatement> _first = [];

    /// <summary>The first one of a sender in a view stands; the lowest views make room.</summary>
    public void Add(SignedStatement signed, Timeout said)
    {
        if (said.Configuration != configuration.Number || configuration.PlaceOf(said.Sender) < 0) return;
        if (_first.TryAdd((said.View, said.Sender), signed) && _first.Count > SeenTree.Kept)
            _first.Remove(_first.Keys.First());
    }

    /// <summary>With the highest certificate that its entries show; null while no quorum gave the view up.</summary>
    public TimeoutCertificate? TCOf(View view)
    {
        SignedStatement[] heard = [.. _first.Where(entry => entry.Key.View == view).Select(entry => entry.Value)];
        var places = MemberSet.Empty;
        foreach (var signed in heard) places = places.With(configuration.PlaceOf(signed.Statement.Sender));
        if (configuration.Quorums.MinimalQuorum(places) is not { } quorum) return null;
        SignedStatement[] entries =
            [.. heard.Where(signed => quorum.Contains(configuration.PlaceOf(signed.Statement.Sender)))];
        var highQC = entries.Select(signed => ((Timeout)signed.Statement).HighQC).MaxBy(qc => qc?.View.Value ?? 0);
        return new TimeoutCertificate(view, configuration.Number, [.. entries.Select(signed => signed.Bare)], highQC);
    }
}
