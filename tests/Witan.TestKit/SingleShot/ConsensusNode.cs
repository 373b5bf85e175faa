using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Protocols.SingleShot;

namespace Witan.TestKit.SingleShot;

/// <summary>One process: machine, guard, journal and timers.</summary>
public sealed class ConsensusNode(ConsensusWorld world, int place)
{
    private readonly List<(byte Kind, byte[] Body)> _journal = [];
    private SafetyGuard _guard = new(ConsensusForge.Cluster);
    private int _life;

    public int Place { get; } = place;

    public ConsensusMachine? Machine { get; private set; }

    public bool IsUp => Machine is not null || _life == 0;

    /// <summary>The upcall of the decision, over all lives.</summary>
    public Decision? Decided { get; private set; }

    /// <summary>What it noted: views, proposals, prepared values, decisions, rejections.</summary>
    public List<(long At, Trace Trace)> Notes { get; } = [];

    /// <summary>Runs before each effect; returning true kills the process in its place.</summary>
    public Func<Effect, bool> DiesBefore { get; set; } = _ => false;

    public void Start()
    {
        _life++;
        _guard = new SafetyGuard(ConsensusForge.Cluster);
        var records = _journal.Select(r => world.Forge.Codec.DecodeRecord(r.Kind, r.Body)
            ?? throw new InvalidOperationException("a record that cannot be read")).ToArray();
        foreach (var promise in records.OfType<PromiseRecord>()) _guard.Fold(promise);
        Machine = new ConsensusMachine(
            new ConsensusSetup
            {
                Cluster = ConsensusForge.Cluster, Configuration = world.Forge.Configuration,
                Self = world.Forge.Id(Place), Instance = world.Forge.Instance, IsValid = world.Options.IsValid,
                MyValue = () => world.Options.ValueOf(Place),
            },
            records, world.Options.Rules);
        Do(outbox => Machine.Start(Clock, outbox));
    }

    public void Crash()
    {
        Machine = null;
        _life++;
    }

    public void Receive(int from, Verified<Message> message) =>
        Step(new Input.Received(message, Origin.Peer(world.Forge.Id(from))));

    private Clock Clock => new(new Instant(world.World.Now), new BlockTime(world.World.Now));

    private void Step(Input input)
    {
        if (Machine is { } machine) Do(outbox => machine.Step(Clock, input, outbox));
    }

    private void Do(Action<Outbox> step)
    {
        var outbox = new Outbox();
        step(outbox);
        foreach (var effect in outbox.Effects)
        {
            if (Machine is null) return;
            if (DiesBefore(effect)) Crash();
            else Handle(effect);
        }
    }

    private void Handle(Effect effect)
    {
        switch (effect)
        {
            case Effect.Persist { Record: var record }:
                var writer = new CanonicalWriter();
                record.Write(writer);
                _journal.Add((record.Kind, writer.ToArray()));
                break;
            case Effect.Sign { Statement: var statement, To: var to }:
                Sign(statement, to);
                break;
            case Effect.Send { Message: var message, To: var to }:
                Send(message, to);
                break;
            case Effect.SetTimer { Timer: var timer, After: var after }:
                var life = _life;
                world.World.After(after.Ticks / TimeSpan.TicksPerMicrosecond, () =>
                {
                    if (life == _life) Step(new Input.TimerFired(timer));
                });
                break;
            case Effect.Note { Trace: var trace }:
                Notes.Add((world.World.Now, trace));
                break;
            case Agreed agreed:
                if (Decided is { } before && before.Value.Digest != agreed.Decision.Value.Digest)
                    throw new InvalidOperationException("decided twice");
                Decided = agreed.Decision;
                break;
            default:
                throw new InvalidOperationException($"{effect} has no place here");
        }
    }

    private void Sign(Statement statement, Destination to)
    {
        if (!_guard.Admit(statement)) throw new InvalidOperationException("the guard refuses " + statement.Domain);
        var signed = world.Verifier.Sign(statement, world.Forge.Signer(Place))!;
        Send(signed, to);
        var (life, verified) = (_life, world.Verifier.Verify(signed, out _)!);
        world.World.After(0, () =>
        {
            if (life == _life) Step(new Input.OwnSigned(verified));
        });
    }

    private void Send(Message message, Destination to)
    {
        for (var place = 0; place < world.Options.N; place++)
        {
            var isMeant = to.Kind == DestinationKind.All
                || (to.Kind == DestinationKind.One && to.Replica == world.Forge.Id(place));
            if (isMeant && place != Place) world.Send(Place, place, message);
        }
    }
}
