using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Dbft;

/// <summary>
/// What a validator knew when it entered a view or was about to commit (NEO's consensus state): the same that it would
/// tell others, so it recovers from itself. Written before the Commit leaves and before anything is said in a view
/// above 0.
/// </summary>
/// <remarks>Layout: commits u8 | body of a <see cref="RecoveryMessage"/>.</remarks>
public sealed class ConsensusStateRecord(RecoveryMessage state, bool commits) : Record
{
    public RecoveryMessage State { get; } = state;

    /// <summary>Whether it was written because the validator commits.</summary>
    public bool Commits { get; } = commits;

    public override byte Kind => DbftRecordKind.ConsensusState;

    public override Height? NeededUntil => State.Height;

    /// <summary>With the Commit that follows it the block may be decided elsewhere.</summary>
    public override Height? MayBeDecided => Commits ? State.Height : null;

    public override void Write(CanonicalWriter writer)
    {
        writer.Bool(Commits);
        State.WriteBody(writer);
    }

    public static ConsensusStateRecord? Read(ref CanonicalReader reader)
    {
        var commits = reader.Bool();
        return RecoveryMessage.Read(ref reader) is { } state ? new ConsensusStateRecord(state, commits) : null;
    }
}
