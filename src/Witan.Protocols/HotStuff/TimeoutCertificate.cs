using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.HotStuff;

/// <summary>
/// TC of DiemBFT: a quorum gave the view up. It shows for each of them how high a certificate it held, and has the
/// highest of these.
/// </summary>
/// <remarks>
/// Layout: view u64 | configuration u64 | count u32 | (sender u32, highQC view u64, signature), ascending by sender |
/// has highQC u8 | certificate if 1.
/// </remarks>
public sealed class TimeoutCertificate(
    View view, ConfigurationNumber configuration, IReadOnlyList<SignedStatement> timeouts, QuorumCertificate? highQC)
{
    private const int EntryBytes = 4 + 8 + Signature.Size;

    public View View { get; } = view;

    public ConfigurationNumber Configuration { get; } = configuration;

    /// <summary>Signed TIMEOUTs of the view without what rides along, ascending by sender, so distinct.</summary>
    public IReadOnlyList<SignedStatement> Timeouts { get; } = timeouts;

    /// <summary>Of the highest view among the entries; null if all were at genesis.</summary>
    public QuorumCertificate? HighQC { get; } = highQC;

    /// <summary>The highest view that an entry claims a certificate of.</summary>
    public View HighestClaim
    {
        get
        {
            var highest = default(View);
            foreach (var signed in Timeouts)
            {
                var claim = ((Timeout)signed.Statement).HighQCView;
                if (claim > highest) highest = claim;
            }

            return highest;
        }
    }

    public void Write(CanonicalWriter writer)
    {
        writer.View(View);
        writer.Configuration(Configuration);
        writer.Count(Timeouts.Count);
        foreach (var signed in Timeouts)
        {
            writer.Replica(signed.Statement.Sender);
            writer.View(((Timeout)signed.Statement).HighQCView);
            writer.Signature(signed.Signature);
        }

        writer.Bool(HighQC is not null);
        HighQC?.Write(writer);
    }

    public void Visit(INestedVisitor visitor)
    {
        foreach (var signed in Timeouts) visitor.Statement(signed);
        HighQC?.Visit(visitor);
    }

    public static TimeoutCertificate? Read(ref CanonicalReader reader)
    {
        var view = reader.View();
        var configuration = reader.Configuration();
        var timeouts = new SignedStatement[reader.Count(Limits.MaxMembers, EntryBytes)];
        for (var i = 0; i < timeouts.Length; i++)
        {
            var sender = reader.Replica();
            var timeout = new Timeout(configuration, sender, view, reader.View(), null, null);
            timeouts[i] = new SignedStatement(timeout, reader.Signature());
            if (i > 0 && sender <= timeouts[i - 1].Statement.Sender) reader.Fail();
        }

        var highQC = reader.Bool() ? QuorumCertificate.Read(ref reader) : null;
        if (view == default || timeouts.Length == 0) reader.Fail();
        return reader.Failed ? null : new TimeoutCertificate(view, configuration, timeouts, highQC);
    }
}
