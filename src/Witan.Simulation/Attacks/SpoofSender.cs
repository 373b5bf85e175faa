using System.Buffers.Binary;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>A24: names another member as sender of what it signs with its own key.</summary>
internal sealed class SpoofSender(StrategyCall call) : TargetedAttack(call)
{
    /// <summary>A statement travels as type u8 | configuration u64 | sender u32 | fields | signature.</summary>
    private const int SenderAt = 1 + 8;

    private Message? _honest;
    private RawMessage? _spoof;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (Own<Statement>(message) is null)
        {
            outgoing.Pass(message);
            return;
        }

        if (Call.Flag("also")) outgoing.Pass(message);
        if (!ReferenceEquals(_honest, message)) _spoof = Spoof((SignedStatement)message);
        _honest = message;
        outgoing.Pass(_spoof!);
        Fire();
    }

    private RawMessage Spoof(SignedStatement honest)
    {
        var name = Named();
        var text = honest.Statement.TextDigest(Liar.Cluster.Cluster, Liar.Configuration.Quorums.Mode, name);
        var bytes = honest.Encoded.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(SenderAt), name.Value);
        Liar.Adversary.SignText(Liar.Id, text).CopyTo(bytes.AsSpan(bytes.Length - Signature.Size));
        return new RawMessage(bytes);
    }

    private ReplicaId Named()
    {
        if (Call.Replica("name") is { } named) return named.Id;
        var leader = Liar.Core!.Ordering.Leader;
        return leader == Liar.Id ? new ReplicaId((uint)((Liar.Name.Index + 1) % Liar.Cluster.Replicas.Count)) : leader;
    }
}
