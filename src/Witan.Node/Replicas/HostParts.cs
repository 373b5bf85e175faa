using System.Buffers.Binary;
using System.Security.Cryptography;
using Witan.Client;
using Witan.Core.Application;
using Witan.Core.Composition;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Storage;
using Witan.Storage.Disks;
using Witan.Storage.Journals;

namespace Witan.Node;

/// <summary>
/// What a replica is started from: its folder, locked, with keys that fit the configuration and memory recovered.
/// </summary>
internal sealed record HostParts(
    Trust Trust, Member Member, TimeProvider Time, FolderLock Lock, SigningKey Key, TlsIdentity Identity, IDisk Disk,
    MessageCodec Codec, RecoveredReplica Recovered, Replica Replica) : IDisposable
{
    /// <exception cref="NodeSetupException">One line says what does not fit.</exception>
    public static HostParts Load(NodeOptions options, IStateMachine application, IProtocol protocol, TimeProvider time)
    {
        if (options.Problem() is { } problem) throw new NodeSetupException(problem);
        var trust = ClusterFolder.ReadTrust(options.ClusterFile);
        var configuration = trust.Genesis.Configuration;
        if (configuration.Find(options.Id) is not { } member)
            throw NodeSetupException.OfFile($"{options.ClusterFile} names no member {options.Id}");
        if (protocol.Name != configuration.Protocol)
            throw new NodeSetupException($"the cluster is ordered by {configuration.Protocol}, not by {protocol.Name}");
        var passphrase = options.PassphraseFile.Length > 0
            ? Passphrases.FromFile(options.PassphraseFile)
            : options.Passphrase;
        var held = new Stack<IDisposable>();
        T Hold<T>(T thing)
            where T : IDisposable
        {
            held.Push(thing);
            return thing;
        }

        try
        {
            var folderLock = Hold(FolderLock.Take(options.Folder));
            var key = Hold(KeyFiles.LoadStatementKey(KeyFiles.StatementKey(options.Folder), passphrase));
            using var tls = KeyFiles.LoadTlsKey(KeyFiles.TlsKey(options.Folder), passphrase);
            var identity = Hold(new TlsIdentity(tls));
            RequireFit(options, member, key, identity);
            var disk = OpenData(options);
            var codec = new MessageCodec(protocol.Codec);
            var recovered = Recover(options, disk, codec, new JournalIdentity(trust.Cluster, options.Id));
            Hold(recovered.Journal);
            var setup = new ReplicaSetup
            {
                Genesis = trust.Genesis, Cluster = trust.Cluster, Self = options.Id, Application = application,
                Protocol = protocol, Options = options.Replica,
            };
            var replica = Replica.Recover(setup, recovered.State);
            return new HostParts(trust, member, time, folderLock, key, identity, disk, codec, recovered, replica);
        }
        catch
        {
            while (held.TryPop(out var thing)) thing.Dispose();
            throw;
        }
    }

    /// <summary>For a start that failed; a host that runs lets go of each part itself, in its order.</summary>
    public void Dispose()
    {
        Recovered.Journal.Dispose();
        Identity.Dispose();
        Key.Dispose();
        Lock.Dispose();
    }

    private static void RequireFit(NodeOptions options, Member member, SigningKey key, TlsIdentity identity)
    {
        if (key.PublicKey != member.StatementKey)
        {
            throw NodeSetupException.OfFile(
                $"the key of {options.Folder} is not the one that the cluster has for {member.Id}");
        }

        if (identity.Pin != member.TlsPin)
        {
            throw NodeSetupException.OfFile(
                $"the TLS key of {options.Folder} has the pin {identity.Pin}, the cluster has {member.TlsPin}");
        }
    }

    private static FileDisk OpenData(NodeOptions options)
    {
        var data = Path.Combine(options.Folder, "data");
        // Its absence is no fault of the setup: the memory was lost, and recovery says so.
        Directory.CreateDirectory(data);
        Posix.FlushFolder(options.Folder);
        return new FileDisk(data, options.Durability);
    }

    private static RecoveredReplica Recover(
        NodeOptions options, IDisk disk, MessageCodec codec, JournalIdentity identity)
    {
        try
        {
            var seed = BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(sizeof(uint)));
            var loss = new Digest(RandomNumberGenerator.GetBytes(Digest.Size));
            return Recovery.Recover(
                disk, codec, identity, seed, loss, new JournalOptions { SegmentBytes = options.JournalSegmentBytes });
        }
        catch (Exception failure) when (failure is JournalException or DiskException)
        {
            throw new NodeSetupException($"the memory in {options.Folder}/data is refused: {failure.Message}", failure);
        }
    }
}
