using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Dbft;

/// <summary>
/// What a validator knows of the height that is being made (NEO's consensus context). Preparations are of the current
/// view and go with it; commits and requests for other views stay until the height is decided. At most n of each.
/// </summary>
internal sealed class HeightState(Configuration configuration, Height height)
{
    private readonly SignedStatement?[] _changeViews = new SignedStatement?[configuration.N];
    private readonly View[] _reached = new View[configuration.N];

    public Height Height { get; } = height;

    public View View { get; private set; }

    /// <summary>The primary's proposal in this view; null until it is taken.</summary>
    public SignedStatement? Request { get; set; }

    public Block? Proposed => (Request?.Statement as PrepareRequest)?.Block;

    /// <summary>Every body of the proposal is held, valid and durable.</summary>
    public bool IsReady { get; set; }

    /// <summary>The proposal was given to the block desk as one that a quorum prepared.</summary>
    public bool IsOfferedCertified { get; set; }

    /// <summary>Why the block desk refused the proposal, if it may still take it later.</summary>
    public Rejection? HeldBack { get; set; }

    /// <summary>The first preparation of each validator in this view, by block.</summary>
    public VoteTable Preparations { get; private set; } = new(configuration);

    /// <summary>The first commit of each validator at this height, by view and block.</summary>
    public VoteTable Commits { get; } = new(configuration);

    /// <summary>The own proposal of this view is promised.</summary>
    public bool HasRequested { get; set; }

    /// <summary>ResponseSent: the own preparation of this view is promised.</summary>
    public bool HasResponded { get; set; }

    /// <summary>CommitSent: the own commit is promised, and the view is frozen (S4).</summary>
    public bool HasCommitted { get; set; }

    /// <summary>The highest view that this validator itself asked for.</summary>
    public View OwnNewView { get; set; }

    /// <summary>BlockSent: a quorum of commits is known.</summary>
    public bool IsDecided { get; set; }

    /// <summary>ViewChanging: asked for a higher view and not there yet.</summary>
    public bool IsChanging => OwnNewView > View;

    /// <summary>Whether anything of this height was said or heard.</summary>
    public bool HasBegun =>
        Request is not null || IsChanging || HasCommitted || Preparations.Voters.Count + Commits.Voters.Count > 0;

    /// <summary>The newest ChangeView of each validator, ascending.</summary>
    public IReadOnlyList<SignedStatement> ChangeViews => InOrder(_changeViews);

    /// <summary>The own newest ChangeView as signed.</summary>
    public SignedStatement? ChangeViewOf(int place) => place < 0 ? null : _changeViews[place];

    /// <summary>Whether it asks for a higher view than the one before of its sender; then it is kept.</summary>
    public bool Add(SignedStatement signed, ChangeView m)
    {
        var place = configuration.PlaceOf(m.Sender);
        if (place < 0 || NewViewOf(place) >= m.NewView) return false;
        _changeViews[place] = signed;
        return true;
    }

    /// <summary>Notes in which view a validator was heard.</summary>
    /// <returns>Whether it is a higher one.</returns>
    public bool See(int place, View view)
    {
        if (view <= _reached[place]) return false;
        _reached[place] = view;
        return true;
    }

    /// <summary>The highest view that a validator was heard in.</summary>
    public View ReachedBy(int place) => _reached[place];

    /// <summary>Who asked for this view or a higher one.</summary>
    public MemberSet AskingFor(View view)
    {
        var set = MemberSet.Empty;
        for (var place = 0; place < _changeViews.Length; place++)
        {
            if (view > default(View) && NewViewOf(place) >= view) set = set.With(place);
        }

        return set;
    }

    /// <summary>
    /// The highest view above the own one that a quorum asked for, or for a higher one; null if none.
    /// </summary>
    public View? ExpectedView
    {
        get
        {
            View? expected = null;
            for (var place = 0; place < _changeViews.Length; place++)
            {
                var view = NewViewOf(place);
                if (view > View && !(view <= expected) && configuration.Quorums.IsQuorum(AskingFor(view)))
                    expected = view;
            }

            return expected;
        }
    }

    /// <summary>Whose commit counts as one: of any view, or of the current one.</summary>
    public MemberSet Committed(bool ofAnyView)
    {
        var set = MemberSet.Empty;
        for (var place = 0; place < configuration.N; place++)
        {
            if (Commits.Of(place)?.Statement is Commit said && (ofAnyView || said.View == View)) set = set.With(place);
        }

        return set;
    }

    public IReadOnlyList<SignedStatement> AllCommits => InOrder(Commits.Of);

    /// <summary>PrepareResponses of this view.</summary>
    public IReadOnlyList<SignedStatement> Responses =>
        [.. InOrder(Preparations.Of).Where(p => p.Statement is PrepareResponse)];

    /// <summary>initialize(v) of the sheet for v above 0: commits and requests for views stay.</summary>
    public void EnterView(View view)
    {
        Invariant.Require(view > View, "S6 the view of a height never decreases");
        Invariant.Require(!HasCommitted, "S4 who committed leaves its view with the height only");
        View = view;
        (Request, HeldBack) = (null, null);
        (IsReady, IsOfferedCertified, HasRequested, HasResponded) = (false, false, false, false);
        Preparations = new VoteTable(configuration);
    }

    public View NewViewOf(int place) => (_changeViews[place]?.Statement as ChangeView)?.NewView ?? default;

    private List<SignedStatement> InOrder(SignedStatement?[] byPlace) => InOrder(place => byPlace[place]);

    private List<SignedStatement> InOrder(Func<int, SignedStatement?> of)
    {
        var found = new List<SignedStatement>();
        for (var place = 0; place < configuration.N; place++)
        {
            if (of(place) is { } signed) found.Add(signed);
        }

        found.Sort((a, b) => a.Statement.Sender.CompareTo(b.Statement.Sender));
        return found;
    }
}
