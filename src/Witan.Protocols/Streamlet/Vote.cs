using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Streamlet;

/// <summary>VOTE(epoch, block) of the paper: the only vote that there is. Signed fields: epoch u64 | node 32.</summary>
/// <remarks>
/// The promise is lastVotedEpoch: no second vote in an epoch, and none in a lower one. No height ends it; the newest
/// replaces it, in the journal and in the guard.
/// </remarks>
public sealed class Vote(ConfigurationNumber configuration, ReplicaId sender, Epoch epoch, Digest node)
    : Statement(configuration, sender)
{
    public Epoch Epoch { get; } = epoch;

    /// <summary>Id of the node.</summary>
    public Digest Node { get; } = node;

    public override byte Type => StreamletMessageType.Vote;

    public override string Domain => "witan/streamlet/vote/v1";

    public override PromiseKey? Promise => new PromiseKey(Configuration, Type, Epoch.Value, 0);

    public override void WriteFields(CanonicalWriter writer)
    {
        Epoch.Write(writer);
        writer.Digest(Node);
    }

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var vote = new Vote(configuration, sender, Epoch.Read(ref reader), reader.Digest());
        if (vote.Epoch == default) reader.Fail();
        return reader.Failed ? null : vote;
    }
}
