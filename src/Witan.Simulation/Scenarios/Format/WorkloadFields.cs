namespace Witan.Simulation.Scenarios.Format;

/// <summary>The fields of <c>workload</c> and <c>script</c>.</summary>
internal static class WorkloadFields
{
    private static readonly FractionShape Share = new(0, 1_000_000);

    private static readonly ObjectShape<OperationMix> Mix = new(
        new OperationMix(),
        Fields.Of("put", "Share of writes.", Share, (OperationMix m) => m.Put, (m, v) => m with { Put = v }),
        Fields.Of("get", "Share of reads of a key.", Share, (OperationMix m) => m.Get, (m, v) => m with { Get = v }),
        Fields.Of("txn", "Share of conditional writes.", Share,
            (OperationMix m) => m.Txn, (m, v) => m with { Txn = v }),
        Fields.Of("range", "Share of reads of many keys.", Share,
            (OperationMix m) => m.Range, (m, v) => m with { Range = v }));

    public static readonly ObjectShape<WorkloadSpec> Workload = new(
        new WorkloadSpec(),
        Fields.Of("ops", "Operations over all clients.", new WholeShape<int>(0, 10_000_000),
            (WorkloadSpec w) => w.Ops, (w, v) => w with { Ops = v }),
        Fields.Of("mix", "Shares of the kinds, relative to their sum.", Mix,
            (WorkloadSpec w) => w.Mix, (w, v) => w with { Mix = v }),
        Fields.Of("keys", "Different keys.", new WholeShape<int>(1, 1_000_000),
            (WorkloadSpec w) => w.Keys, (w, v) => w with { Keys = v }),
        Fields.Of("zipf", "Exponent of the distribution over keys; 0: uniform.", new FractionShape(0, 5),
            (WorkloadSpec w) => w.Zipf, (w, v) => w with { Zipf = v }),
        Fields.Of("thinkMs", "Between an answer and the next operation.", new RangeShape(0, Fields.MaxMs),
            (WorkloadSpec w) => w.ThinkMs, (w, v) => w with { ThinkMs = v }));

    public static readonly ObjectShape<ScriptOperation> Operation = new(
        new ScriptOperation(),
        Fields.Of("atMs", "When.", Fields.Ms, (ScriptOperation o) => o.AtMs, (o, v) => o with { AtMs = v }),
        Fields.Of("client", "Who.", new ClientShape(),
            (ScriptOperation o) => o.Client, (o, v) => o with { Client = v }),
        Fields.Required("op", "What.",
            new ChoiceShape<OperationKind>(
                ("put", OperationKind.Put), ("get", OperationKind.Get), ("del", OperationKind.Del),
                ("txn", OperationKind.Txn), ("range", OperationKind.Range)),
            (ScriptOperation o) => o.Op, (o, v) => o with { Op = v }),
        Fields.Of("key", "Of range: what the keys begin with.", new TextShape(0, 1_000),
            (ScriptOperation o) => o.Key, (o, v) => o with { Key = v }),
        Fields.Of("value", "What put and txn write.", Fields.TextOrNull(new TextShape(0, 10_000)),
            (ScriptOperation o) => o.Value, (o, v) => o with { Value = v }),
        Fields.Of("expect", "What the client must be told; null: not judged.",
            Fields.TextOrNull(new TextShape(0, 10_000)),
            (ScriptOperation o) => o.Expect, (o, v) => o with { Expect = v }));
}
