using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Core.Composition;

/// <summary>
/// The running instance of the ordering protocol. One instance per configuration: a new one begins, in view 0, at the
/// certified checkpoint of the last height under the old number, so nothing that was said about views under the old one
/// reaches it, and no protocol needs to know how a change happens.
/// </summary>
internal sealed class OrderingRoom
{
    private readonly ReplicaSetup _setup;
    private readonly Configurations _configurations;
    private readonly IBlockDesk _blocks;
    private readonly IPendingRequests _pending;
    private readonly ExecutionMachine _execution;
    private readonly IReadOnlyList<Record> _records;
    private IOrdering _instance;

    public OrderingRoom(
        ReplicaSetup setup, Configurations configurations, IBlockDesk blocks, IPendingRequests pending,
        ExecutionMachine execution, IReadOnlyList<Record> records, StateCertificate? stable)
    {
        _setup = setup;
        _configurations = configurations;
        _blocks = blocks;
        _pending = pending;
        _execution = execution;
        _records = records;
        _instance = Create(stable);
    }

    /// <summary>Under which configuration the instance runs; null while none has been started.</summary>
    public ConfigurationNumber? Running { get; private set; }

    public OrderingStatus Status => _instance.Status;

    public IReadOnlyList<Gauge> Gauges => _instance.Gauges;

    /// <summary>Starts the instance that orders above this checkpoint, in the place of any other.</summary>
    public void Start(in Clock now, StateCertificate? stable, Outbox outbox)
    {
        _instance = Create(stable);
        Running = NumberAbove(stable);
        _instance.Start(now, outbox);
    }

    /// <summary>Whether the running instance is not the one that orders above this checkpoint.</summary>
    public bool IsDue(StateCertificate? stable) => Running != NumberAbove(stable);

    public void Step(in Clock now, Input input, Outbox outbox) => _instance.Step(now, input, outbox);

    private ConfigurationNumber NumberAbove(StateCertificate? stable) =>
        _configurations.At((stable?.Height ?? Height.Genesis).Next).Number;

    private IOrdering Create(StateCertificate? stable) => _setup.Protocol.Create(
        new OrderingContext
        {
            Cluster = _setup.Cluster, Self = _setup.Self, Configurations = _configurations, Options = _setup.Options,
            Blocks = _blocks, Pending = _pending, Executed = _execution, Stable = stable,
        },
        [.. _records.Where(r => r.NeededUntil is not { } height || height > (stable?.Height ?? Height.Genesis))]);
}
