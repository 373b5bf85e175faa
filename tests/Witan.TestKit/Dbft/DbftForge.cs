using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Dbft;
using Witan.TestKit.Ordering;

namespace Witan.TestKit.Dbft;

/// <summary>Makes any dBFT statement under any member's key.</summary>
public sealed class DbftForge(DbftOptions? options = null, int n = 4, int f = 1)
    : OrderingForge(new Protocol(options), n, f)
{
    private readonly DbftOptions _options = options ?? new DbftOptions();

    /// <summary>Place of the primary.</summary>
    public int Primary(ulong height, ulong view) => Configuration.PlaceOf(
        DbftRules.Primary(Configuration, new Height(height), new View(view), _options.PrimaryRule));

    public SignedStatement Request(ulong view, Block block, int? sender = null)
    {
        var place = sender ?? Primary(block.Height.Value, view);
        return Sign(place, new PrepareRequest(
            Number, Id(place), block.Height, new View(view), block.Digest, block));
    }

    public SignedStatement Response(int sender, ulong view, Block block) => Sign(
        sender, new PrepareResponse(Number, Id(sender), block.Height, new View(view), block.Digest));

    public SignedStatement Commit(int sender, ulong view, Block block) => Sign(
        sender, new Commit(Number, Id(sender), block.Height, new View(view), block.Digest));

    /// <summary>Asks for the view above this one.</summary>
    public SignedStatement ChangeView(
        int sender, ulong height, ulong view, ChangeViewReason reason = ChangeViewReason.Timeout) => Sign(
        sender, new ChangeView(Number, Id(sender), new Height(height), new View(view), reason));

    public RecoveryMessage Recovery(
        ulong height, ulong view, SignedStatement[]? changeViews = null, SignedStatement? request = null,
        SignedStatement[]? responses = null, SignedStatement[]? commits = null) => new(
        Number, new Height(height), new View(view), changeViews ?? [], request, responses ?? [], commits ?? []);
}
