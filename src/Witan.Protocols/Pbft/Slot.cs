using Witan.Core.Blocks;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Pbft;

/// <summary>One sequence number between the watermarks.</summary>
internal sealed class Slot(Height height, Configuration configuration, Instant since)
{
    /// <summary>
    /// Views of one slot: the current one, that of the own prepared certificate, two ahead, and four older ones whose
    /// COMMITs may still add up. Fetched certificates cover what does not fit.
    /// </summary>
    public const int MaxViews = 8;

    private readonly SortedDictionary<View, SlotView> _views = [];
    private readonly SortedSet<Digest> _recorded = [];

    public Height Height { get; } = height;

    public Configuration Configuration { get; } = configuration;

    /// <summary>When something was heard of it first.</summary>
    public Instant Since { get; } = since;

    /// <summary>The own prepared certificate of the highest view.</summary>
    public PreparedCertificate? Prepared { get; set; }

    /// <summary>Digest of the decided block, once decided.</summary>
    public Digest? Decided { get; set; }

    /// <summary>The slot as seen in a view; null if nothing was heard of it there.</summary>
    public SlotView? Find(View view) => _views.GetValueOrDefault(view);

    public SlotView In(View view)
    {
        if (_views.TryGetValue(view, out var known)) return known;
        var added = new SlotView(Configuration, Height, view);
        _views.Add(view, added);
        return added;
    }

    /// <summary>Whether something of a view may be taken in: of the current one always, of others while there is
    /// room.</summary>
    public bool HasRoomFor(View view, View current) =>
        view == current || _views.Count < MaxViews || _views.ContainsKey(view);

    /// <summary>Whether the block's list of references is already in the journal; notes that it is from now
    /// on.</summary>
    public bool Record(Block block) => _recorded.Add(block.Digest);

    /// <summary>Oldest first.</summary>
    public IEnumerable<SlotView> Views => _views.Values;

    public int ViewCount => _views.Count;

    /// <summary>
    /// On entering a view: older views stay only while their COMMITs may still decide (a weak quorum has spoken) or the
    /// own prepared certificate is of them.
    /// </summary>
    public void EnterView(View view)
    {
        foreach (var old in _views.Values.ToArray())
        {
            if (old.View >= view || old.View == Prepared?.View || HasWeakQuorumOfCommits(old)) continue;
            _views.Remove(old.View);
        }
    }

    private bool HasWeakQuorumOfCommits(SlotView view) => Configuration.Quorums.IsWeakQuorum(view.Commits.Voters);
}
