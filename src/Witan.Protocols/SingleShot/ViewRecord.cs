using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// The last entered view and the highest wish of a synchroniser, durable before a WISH leaves and before anything is
/// said in the view.
/// </summary>
/// <remarks>Layout: configuration u64 | instance u64 | view u64 | wish u64.</remarks>
public sealed class ViewRecord(ConfigurationNumber configuration, ulong instance, View view, View wish) : Record
{
    public ConfigurationNumber Configuration { get; } = configuration;

    /// <summary>0 for the synchroniser of chained instances.</summary>
    public ulong Instance { get; } = instance;

    public View View { get; } = view;

    public View Wish { get; } = wish;

    public override byte Kind => SingleShotRecordKind.View;

    /// <summary>No height ends the views of a chain; the newest record replaces the others.</summary>
    public override Height? NeededUntil => Instance == 0 ? null : new Height(Instance);

    public override void Write(CanonicalWriter writer)
    {
        writer.Configuration(Configuration);
        writer.U64(Instance);
        writer.View(View);
        writer.View(Wish);
    }

    public static ViewRecord? Read(ref CanonicalReader reader)
    {
        var (configuration, instance) = (reader.Configuration(), reader.Height().Value);
        var (view, wish) = (reader.View(), reader.View());
        return reader.Failed ? null : new ViewRecord(configuration, instance, view, wish);
    }
}
