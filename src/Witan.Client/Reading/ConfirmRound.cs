using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>
/// One question to all how far they have executed, shared by all reads that arrived before it was asked.
/// </summary>
internal sealed class ConfirmRound(
    ulong number, Confirm message, IReadOnlyList<WaitingRead> reads, TimeSpan wait, int members)
{
    private readonly Height[] _claims = new Height[members];

    public ulong Number { get; } = number;

    public Confirm Message { get; } = message;

    public IReadOnlyList<WaitingRead> Reads { get; } = reads;

    public TimeSpan Wait { get; set; } = wait;

    public MemberSet Answered { get; private set; }

    /// <summary>The highest height among the answers.</summary>
    public Height Claim { get; private set; }

    /// <summary>Whether those who claimed it were counted already.</summary>
    public bool IsBlamed { get; set; }

    /// <summary>The first answer of a member counts.</summary>
    public void Add(int place, Height height)
    {
        if (Answered.Contains(place)) return;
        Answered = Answered.With(place);
        _claims[place] = height;
        Claim = Height.Max(Claim, height);
    }

    /// <summary>Who claimed the highest height.</summary>
    public MemberSet Claimants
    {
        get
        {
            var set = MemberSet.Empty;
            for (var place = 0; place < members; place++)
                if (Answered.Contains(place) && _claims[place] == Claim) set = set.With(place);
            return set;
        }
    }
}
