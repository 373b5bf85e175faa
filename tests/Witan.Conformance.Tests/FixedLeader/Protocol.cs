using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Conformance.Tests.FixedLeader;

/// <summary>The smallest ordering protocol: live while the first member works and nothing is lost.</summary>
internal sealed class Protocol : IProtocol, IProtocolCodec
{
    public string Name => "fixed-leader";

    public IProtocolCodec Codec => this;

    public IOrdering Create(OrderingContext context, IReadOnlyList<Record> records) => new Ordering(context, records);

    public bool IsStatement(byte type) => type == Vote.Number;

    public Statement? ReadStatement(byte type, ConfigurationNumber configuration, ReplicaId sender,
        ref CanonicalReader reader) => type == Vote.Number ? Vote.Read(configuration, sender, ref reader) : null;

    public Message? ReadMessage(byte type, ref CanonicalReader reader) => null;

    public OrderingCertificate? ReadCertificate(ref CanonicalReader reader) =>
        Certificate.Read(ref reader, Vote.Read) is { } votes ? new VoteCertificate(votes) : null;

    public Record? ReadRecord(byte kind, ref CanonicalReader reader) => null;

    internal sealed class VoteCertificate(Certificate votes) : OrderingCertificate
    {
        private readonly Vote _said = (Vote)votes.Statement;

        public override Height Height => _said.Height;

        public override ConfigurationNumber Configuration => _said.Configuration;

        public override Digest Block => _said.Digest;

        public override void Write(CanonicalWriter writer) => votes.Write(writer);

        public override void Visit(INestedVisitor visitor) => visitor.Certificate(votes);
    }
}
