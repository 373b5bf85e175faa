using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Core.Synchronizing;

/// <summary>
/// Brings correct processes into the same view for long enough (Bravo, Chockler and Gotsman, "Making Byzantine
/// Consensus Live", DISC'20), in space that depends on the number of members alone: of each member only its highest
/// wish is kept. What is lost before the network is stable is said again. It knows nothing of the protocol around it.
/// </summary>
/// <remarks>
/// A small Step machine: the host hands it WISHes (its own too, as they come back signed) and timers, and gets
/// <see cref="ISynchronizerHost.EnterView"/>. View and wish are durable before a WISH leaves and before a view is
/// entered.
/// </remarks>
public sealed class Synchronizer
{
    private readonly Configuration _configuration;
    private readonly SynchronizerOptions _options;
    private readonly ISynchronizerHost _host;
    private readonly SynchronizerRules _rules;
    private readonly View[] _maxViews;

    private (View View, View Wish) _recorded;
    private Instant _started;
    private bool _isRunning;
    private bool _isArmed;
    private Instant? _viewDue;

    /// <param name="configuration">Whose members wish.</param>
    /// <param name="options">Its place in the host, and its times.</param>
    /// <param name="host">The protocol.</param>
    /// <param name="rules">Null: those of the paper.</param>
    public Synchronizer(
        Configuration configuration, SynchronizerOptions options, ISynchronizerHost host,
        SynchronizerRules? rules = null)
    {
        _configuration = configuration;
        _options = options;
        _host = host;
        _rules = rules ?? SynchronizerRules.Default;
        _maxViews = new View[configuration.N];
        ViewTimer = new TimerId(options.Machine, "view-time", options.Instance);
        RetransmissionTimer = new TimerId(options.Machine, "retransmit", options.Instance);
    }

    /// <summary>The last entered view; 0 before the first.</summary>
    public View View { get; private set; }

    /// <summary>The highest view that this member wished for; 0 before the first wish.</summary>
    public View Wish { get; private set; }

    /// <summary>view+: the highest view that a weak quorum ever wished for.</summary>
    public View ViewPlus { get; private set; }

    /// <summary>Whether this member asked to leave the view that it is in.</summary>
    public bool WantsToLeave => Wish > View;

    /// <summary>The timer of F.</summary>
    public TimerId ViewTimer { get; }

    /// <summary>The timer of rho.</summary>
    public TimerId RetransmissionTimer { get; }

    /// <summary>
    /// What the journal held, before anything else is called. A host whose first view needs no wishes begins in it with
    /// this too: there is no view that anybody could have left for it.
    /// </summary>
    public void Recover(View view, View wish)
    {
        (View, Wish) = (view, Latest(view, wish));
        _recorded = (View, Wish);
    }

    /// <summary>
    /// start(): wishes for the first view unless one was entered or wished for, and from now on what is lost is said
    /// again. Calling it again after <see cref="Rest"/> goes on in the view that was reached.
    /// </summary>
    public void Start(in Clock now, Outbox outbox)
    {
        _isRunning = true;
        _started = now.Monotonic;
        if (View == default && Wish == default) WishFor(Latest(new View(1), ViewPlus), outbox);
        else if (_options.ViewTime is not null && View != default) StartViewTimer(now, outbox);
        Arm(outbox);
    }

    /// <summary>Nothing is waited for: no timer means anything until the next <see cref="Start"/>.</summary>
    public void Rest()
    {
        _isRunning = false;
        _viewDue = null;
    }

    /// <summary>advance(): this member wants to leave its view.</summary>
    public void Advance(Outbox outbox)
    {
        _viewDue = null;
        WishFor(Latest(Wish, Latest(View.Next, ViewPlus)), outbox);
    }

    /// <summary>
    /// A member wishes for a view. A host may also report what else shows it: who speaks in a view has wished for it.
    /// </summary>
    /// <param name="now">The clocks.</param>
    /// <param name="place">Of the member in the configuration, verified.</param>
    /// <param name="view">What it wishes for.</param>
    /// <param name="outbox">An echo, and what entering a view leads to.</param>
    public void OnWish(in Clock now, int place, View view, Outbox outbox)
    {
        if (view <= _maxViews[place]) return;
        _maxViews[place] = view;
        var newView = _rules.WishedByQuorum(_configuration.Quorums, _maxViews);
        var newPlus = _rules.WishedByWeakQuorum(_configuration.Quorums, _maxViews);
        if (newPlus > ViewPlus)
        {
            ViewPlus = newPlus;
            if (_rules.MustEcho(Wish, ViewPlus)) WishFor(ViewPlus, outbox);
        }

        if (_rules.MayEnter(View, newView, ViewPlus)) Enter(now, newView, outbox);
    }

    /// <returns>Whether it was one of its timers.</returns>
    public bool OnTimer(in Clock now, TimerId timer, Outbox outbox)
    {
        if (timer == RetransmissionTimer) OnRetransmission(now, outbox);
        else if (timer == ViewTimer) OnViewTimer(now, outbox);
        else return false;
        return true;
    }

    private void Enter(in Clock now, View view, Outbox outbox)
    {
        Invariant.Require(view > View, "SY1 views strictly increase");
        View = view;
        Wish = Latest(Wish, view);
        Record(outbox);
        if (_options.ViewTime is not null) StartViewTimer(now, outbox);
        _host.EnterView(view, outbox);
    }

    private void WishFor(View view, Outbox outbox)
    {
        Wish = view;
        Say(view, outbox);
        if (_isRunning) Arm(outbox);
    }

    private void Say(View view, Outbox outbox)
    {
        Record(outbox);
        outbox.Promise(_host.NewWish(view), Destination.All);
    }

    private void Record(Outbox outbox)
    {
        if (_recorded == (View, Wish)) return;
        _recorded = (View, Wish);
        outbox.Persist(_host.NewRecord(View, Wish));
    }

    /// <summary>Who began a moment ago waits for answers that are on their way.</summary>
    private void OnRetransmission(in Clock now, Outbox outbox)
    {
        _isArmed = false;
        if (!_isRunning) return;
        if (now.Monotonic - _started >= _options.RetransmitAfter)
        {
            var latest = Latest(Wish, ViewPlus);
            if (latest != default) Say(latest, outbox);
            _host.Retransmit(outbox);
        }

        Arm(outbox);
    }

    private void Arm(Outbox outbox)
    {
        if (_isArmed) return;
        _isArmed = true;
        outbox.SetTimer(RetransmissionTimer, _options.RetransmitAfter);
    }

    private void StartViewTimer(in Clock now, Outbox outbox)
    {
        var time = _options.ViewTime!(View);
        _viewDue = now.Monotonic + time;
        outbox.SetTimer(ViewTimer, time);
    }

    /// <summary>
    /// A timer that fires late shows that this process stood still: what others said meanwhile is still to be read, so
    /// the view gets its time once more.
    /// </summary>
    private void OnViewTimer(in Clock now, Outbox outbox)
    {
        if (_viewDue is not { } due || now.Monotonic < due) return;
        if (now.Monotonic - due >= _options.RetransmitAfter) StartViewTimer(now, outbox);
        else Advance(outbox);
    }

    private static View Latest(View a, View b) => a > b ? a : b;
}
