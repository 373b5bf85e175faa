using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Dbft;

/// <summary>
/// All that the sender knows of a height: who asked for which view, the proposal and the preparations of its view, and
/// the commits of any view. Every part is signed by who said it, so it may come from anybody.
/// </summary>
/// <remarks>
/// Layout: configuration u64 | height u64 | view u8 |
/// count u32, (sender u32, view u8, reason u8, signature) of ChangeViews |
/// has request u8, (sender u32, block, signature) |
/// count u32, (sender u32, preparation 32, signature) of PrepareResponses in the view |
/// count u32, (sender u32, view u8, block 32, signature) of Commits. Each list ascends by sender.
/// </remarks>
public sealed class RecoveryMessage(
    ConfigurationNumber configuration, Height height, View view, IReadOnlyList<SignedStatement> changeViews,
    SignedStatement? request, IReadOnlyList<SignedStatement> responses, IReadOnlyList<SignedStatement> commits)
    : Message
{
    private const int ChangeViewBytes = 4 + 1 + 1 + Signature.Size;
    private const int ResponseBytes = 4 + Digest.Size + Signature.Size;
    private const int CommitBytes = 4 + 1 + Digest.Size + Signature.Size;

    private delegate SignedStatement? EntryReader(ref CanonicalReader reader);

    public ConfigurationNumber Configuration { get; } = configuration;

    public Height Height { get; } = height;

    /// <summary>The sender's view, and that of request and responses.</summary>
    public View View { get; } = view;

    /// <summary>The newest ChangeView of each validator.</summary>
    public IReadOnlyList<SignedStatement> ChangeViews { get; } = changeViews;

    /// <summary>The primary's PrepareRequest with its block, or null.</summary>
    public SignedStatement? Request { get; } = request;

    /// <summary>PrepareResponses of the view.</summary>
    public IReadOnlyList<SignedStatement> Responses { get; } = responses;

    /// <summary>The first Commit of each validator.</summary>
    public IReadOnlyList<SignedStatement> Commits { get; } = commits;

    /// <summary>Whether it says nothing that a validator could lack.</summary>
    public bool IsEmpty => ChangeViews.Count + Responses.Count + Commits.Count == 0 && Request is null;

    public override byte Type => DbftMessageType.RecoveryMessage;

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Configuration(Configuration);
        writer.Height(Height);
        writer.U8((byte)View.Value);
        writer.Count(ChangeViews.Count);
        foreach (var signed in ChangeViews) Write(writer, signed, (ChangeView)signed.Statement);
        writer.Bool(Request is not null);
        if (Request is not null) Write(writer, Request, (PrepareRequest)Request.Statement);
        writer.Count(Responses.Count);
        foreach (var signed in Responses) Write(writer, signed, (PrepareResponse)signed.Statement);
        writer.Count(Commits.Count);
        foreach (var signed in Commits) Write(writer, signed, (Commit)signed.Statement);
    }

    public override void Visit(INestedVisitor visitor)
    {
        foreach (var signed in ChangeViews) visitor.Statement(signed);
        if (Request is not null) visitor.Statement(Request);
        foreach (var signed in Responses) visitor.Statement(signed);
        foreach (var signed in Commits) visitor.Statement(signed);
    }

    public static RecoveryMessage? Read(ref CanonicalReader reader)
    {
        var (configuration, height) = (reader.Configuration(), reader.Height());
        var view = HeightStatement.ReadView(ref reader);
        if (height == Height.Genesis) reader.Fail();
        var changeViews = ReadMany(ref reader, ChangeViewBytes, ReadChangeView);
        var request = reader.Bool() ? ReadRequest(ref reader) : null;
        var responses = ReadMany(ref reader, ResponseBytes, ReadResponse);
        var commits = ReadMany(ref reader, CommitBytes, ReadCommit);
        return reader.Failed
            ? null : new RecoveryMessage(configuration, height, view, changeViews, request, responses, commits);

        SignedStatement? ReadChangeView(ref CanonicalReader entry)
        {
            var (sender, from) = (entry.Replica(), HeightStatement.ReadView(ref entry));
            var reason = ChangeView.ReadReason(ref entry);
            if (from.Value >= HeightStatement.MaxView) entry.Fail();
            return new SignedStatement(
                new ChangeView(configuration, sender, height, from, reason), entry.Signature());
        }

        SignedStatement? ReadRequest(ref CanonicalReader entry)
        {
            var sender = entry.Replica();
            if (Block.Read(ref entry) is not { } block) return null;
            if (block.Height != height) entry.Fail();
            return new SignedStatement(
                new PrepareRequest(configuration, sender, height, view, block.Digest, block), entry.Signature());
        }

        SignedStatement? ReadResponse(ref CanonicalReader entry) => new(
            new PrepareResponse(configuration, entry.Replica(), height, view, entry.Digest()), entry.Signature());

        SignedStatement? ReadCommit(ref CanonicalReader entry)
        {
            var (sender, from) = (entry.Replica(), HeightStatement.ReadView(ref entry));
            return new SignedStatement(
                new Commit(configuration, sender, height, from, entry.Digest()), entry.Signature());
        }
    }

    private static SignedStatement[] ReadMany(ref CanonicalReader reader, int entryBytes, EntryReader read)
    {
        var entries = new SignedStatement[reader.Count(Limits.MaxMembers, entryBytes)];
        for (var i = 0; i < entries.Length && !reader.Failed; i++)
        {
            entries[i] = read(ref reader)!;
            if (i > 0 && entries[i].Statement.Sender <= entries[i - 1].Statement.Sender) reader.Fail();
        }

        return entries;
    }

    private static void Write(CanonicalWriter writer, SignedStatement signed, ChangeView said)
    {
        writer.Replica(said.Sender);
        writer.U8((byte)said.View.Value);
        writer.U8((byte)said.Reason);
        writer.Signature(signed.Signature);
    }

    private static void Write(CanonicalWriter writer, SignedStatement signed, PrepareRequest said)
    {
        writer.Replica(said.Sender);
        said.Block!.Write(writer);
        writer.Signature(signed.Signature);
    }

    private static void Write(CanonicalWriter writer, SignedStatement signed, PrepareResponse said)
    {
        writer.Replica(said.Sender);
        writer.Digest(said.Preparation);
        writer.Signature(signed.Signature);
    }

    private static void Write(CanonicalWriter writer, SignedStatement signed, Commit said)
    {
        writer.Replica(said.Sender);
        writer.U8((byte)said.View.Value);
        writer.Digest(said.Digest);
        writer.Signature(signed.Signature);
    }
}
