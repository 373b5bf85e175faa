using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Pbft;

/// <summary>
/// The sender leaves every view below <see cref="Target"/> and shows what may have been decided there: (v+1, n, C, P,
/// i) of the paper. From here on it prepares and commits nothing below the target.
/// </summary>
/// <remarks>
/// Fields: target u64 | has checkpoint u8 | state certificate if 1 | count u32 | prepared certificates, ascending by
/// height. The paper's n is the height of C, genesis without one.
/// </remarks>
public sealed class ViewChange(
    ConfigurationNumber configuration, ReplicaId sender, View target, StateCertificate? stable,
    IReadOnlyList<PreparedCertificate> prepared)
    : Statement(configuration, sender)
{
    /// <summary>More certificates cannot stand in one frame.</summary>
    public const int MaxPrepared = Limits.MaxFrameBytes / PreparedCertificate.MinimumBytes;

    private static readonly byte[] Forbidden =
        [PbftMessageType.PrePrepare, PbftMessageType.Prepare, PbftMessageType.Commit];

    /// <summary>The view that the sender asks for.</summary>
    public View Target { get; } = target;

    /// <summary>C: proof of the sender's last stable checkpoint; null at genesis.</summary>
    public StateCertificate? Stable { get; } = stable;

    /// <summary>P: for each slot above the checkpoint that prepared at the sender, the certificate of the highest
    /// view.</summary>
    public IReadOnlyList<PreparedCertificate> Prepared { get; } = prepared;

    /// <summary>h of the paper: the sender's low watermark.</summary>
    public Height Low => Stable?.Height ?? Height.Genesis;

    public override byte Type => PbftMessageType.ViewChange;

    public override string Domain => "witan/pbft/view-change/v1";

    public override PromiseKey? Promise => new PromiseKey(Configuration, Type, Target.Value, 0);

    public override PromiseFloor? Floor => new PromiseFloor(Forbidden, Target.Value);

    public override void WriteFields(CanonicalWriter writer)
    {
        writer.View(Target);
        writer.Bool(Stable is not null);
        Stable?.Write(writer);
        writer.Count(Prepared.Count);
        foreach (var certificate in Prepared) certificate.Write(writer);
    }

    public override void VisitNested(INestedVisitor visitor)
    {
        if (Stable is not null) visitor.Certificate(Stable.Certificate);
        foreach (var certificate in Prepared) certificate.Visit(visitor);
    }

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var target = reader.View();
        var stable = reader.Bool() ? StateCertificate.Read(ref reader) : null;
        var prepared = new PreparedCertificate[reader.Count(MaxPrepared, PreparedCertificate.MinimumBytes)];
        for (var i = 0; i < prepared.Length && !reader.Failed; i++)
        {
            if (PreparedCertificate.Read(ref reader) is { } next && (i == 0 || next.Height > prepared[i - 1].Height))
                prepared[i] = next;
            else
                reader.Fail();
        }

        if (target == default || stable?.Height == Height.Genesis) reader.Fail();
        return reader.Failed ? null : new ViewChange(configuration, sender, target, stable, prepared);
    }
}
