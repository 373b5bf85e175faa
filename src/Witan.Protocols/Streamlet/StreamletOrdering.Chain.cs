using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Protocols.Streamlet;

/// <summary>What notarizations lead to: the longest chain, and what is final.</summary>
internal sealed partial class StreamletOrdering
{
    /// <summary>notarize(b) of the sheet. What stands below is notarized too: a correct voter saw it.</summary>
    private void Learn(Notarization? notarization, Outbox outbox)
    {
        if (notarization is null) return;
        var node = _tree.Find(notarization.Node);
        if (node is not null) _tree.Notarize(node, notarization);
        if (StreamletRules.IsBetter(notarization, _longest))
        {
            _longest = notarization;
            _isUnsaved = true;
        }

        if (node is null && _longest == notarization && notarization.Height > Floor)
            Want(notarization.Node, notarization.Signers, outbox);
    }

    /// <summary>tryFinalize of the sheet, for every notarized node above the final one.</summary>
    private void OnChainGrown(Outbox outbox)
    {
        foreach (var third in _tree.NotarizedAbove(_finalEpoch))
        {
            // The notarization of the first of the three rides along with the second.
            if (_tree.ParentOf(third) is not { } second) continue;
            if (StreamletRules.AreConsecutive(second.Node.ParentEpoch, second.Epoch, third.Epoch))
                Finalize(second, third, outbox);
        }
    }

    /// <summary>finalize(m) of the sheet: decides the node and all before it that are not decided yet, in
    /// order.</summary>
    /// <param name="final">The second of three.</param>
    /// <param name="third">Its child, notarized.</param>
    /// <param name="outbox">Decisions.</param>
    private void Finalize(TreeNode final, TreeNode third, Outbox outbox)
    {
        if (final.Epoch <= _finalEpoch) return;
        var floor = Floor;
        if (final.Height > floor && _tree.LowestUngrounded(final, floor) is { } child)
        {
            WantParent(child, outbox);
            return;
        }

        Invariant.Require(
            _finalId is not { } before || _tree.Extends(final, before, _finalLength) != false,
            "SL4 a final node extends the one that was final before");
        Decide(final, third, floor, outbox);
        (_finalEpoch, _finalLength, _finalId) = (final.Epoch, final.Length, final.Id);
        _finalHeight = Height.Max(_finalHeight, final.Height);
        _lastDecided = _now.Monotonic;
        _tree.DropConflicting(final);
    }

    private void Decide(TreeNode final, TreeNode third, Height floor, Outbox outbox)
    {
        if (final.Height <= floor) return;
        NodeHeader[] path = [.. _tree.ChainAbove(third, floor).Select(node => node.Node.Header)];
        var votes = third.Notarization!;
        for (var i = 0; i < path.Length - 1; i++)
        {
            if (path[i].IsEmpty) continue;
            // The last but one is the second of the three: the first stands in front, if it is not genesis.
            var first = i == path.Length - 2 ? final.Node.Justify?.Header : null;
            var certificate = new FinalityCertificate(first, path[i..], votes.Certificate);
            outbox.Note(new Trace(TraceKind.Decided, path[i].Height, new View(final.Epoch.Value), path[i].Block));
            outbox.Add(new Internal.Decide(path[i].Height, path[i].Block, certificate, votes.Signers, false));
        }
    }
}
