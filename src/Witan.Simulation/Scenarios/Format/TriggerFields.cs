namespace Witan.Simulation.Scenarios.Format;

/// <summary>The fields of the triggers.</summary>
internal static class TriggerFields
{
    private static readonly Shape<string?> MessageType = Fields.TextOrNull(new TextShape(1, 100, oneLine: true));

    private static readonly WholeShape<long> Counter = new(1, Fields.MaxWhole);

    /// <summary>Selected by the field that is there.</summary>
    public static readonly Case<Trigger>[] At =
    [
        new CaseOf<Trigger, Trigger.AtMs>("ms", new Trigger.AtMs(),
            Fields.Required("ms", "Virtual time.", Fields.Ms, (Trigger.AtMs t) => t.Ms, (t, v) => t with { Ms = v })),
        new CaseOf<Trigger, Trigger.AtSlot>("slot", new Trigger.AtSlot(),
            Fields.Required("slot", "When the first correct replica decides it.", Counter,
                (Trigger.AtSlot t) => t.Slot, (t, v) => t with { Slot = v })),
        new CaseOf<Trigger, Trigger.AtView>("view", new Trigger.AtView(),
            Fields.Required("view", "When the first correct replica enters it.", Fields.Amount,
                (Trigger.AtView t) => t.View, (t, v) => t with { View = v })),
        new CaseOf<Trigger, Trigger.AtPoint>("point", new Trigger.AtPoint(),
            Fields.Required("point", "A moment in a replica's work.",
                new ChoiceShape<FailPoint>(
                    ("beforePersist", FailPoint.BeforePersist), ("afterPersist", FailPoint.AfterPersist),
                    ("beforeStore", FailPoint.BeforeStore), ("afterStore", FailPoint.AfterStore),
                    ("beforeSign", FailPoint.BeforeSign), ("afterSign", FailPoint.AfterSign),
                    ("beforeSend", FailPoint.BeforeSend), ("afterSend", FailPoint.AfterSend)),
                (Trigger.AtPoint t) => t.Point, (t, v) => t with { Point = v }),
            Fields.Of("node", "Which replica; null: any correct one.", Fields.OrNull(Fields.Replica),
                (Trigger.AtPoint t) => t.Node, (t, v) => t with { Node = v }),
            Fields.Of("type", "Name of the message; null: any.", MessageType,
                (Trigger.AtPoint t) => t.Type, (t, v) => t with { Type = v }),
            Fields.Of("nth", "Which time.", Counter, (Trigger.AtPoint t) => t.Nth, (t, v) => t with { Nth = v })),
    ];

    public static readonly Case<Trigger> Every = new CaseOf<Trigger, Trigger.Every>("every", new Trigger.Every(),
        Fields.Required("ms", "Between two times.", Fields.PositiveMs,
            (Trigger.Every t) => t.Ms, (t, v) => t with { Ms = v }),
        Fields.Of("from", "First time, in ms.", Fields.Ms, (Trigger.Every t) => t.From, (t, v) => t with { From = v }),
        Fields.Required("to", "Last time, in ms.", Fields.Ms, (Trigger.Every t) => t.To, (t, v) => t with { To = v }));

    private static readonly OneOrManyShape<NodeName> Some = new(Fields.Node, 200);

    private static readonly Shape<ValueList<NodeName>> Anybody = new EmptyAsNullShape<NodeName>(Some);

    public static readonly Case<Trigger> Match = new CaseOf<Trigger, Trigger.Match>("match", new Trigger.Match(),
        Fields.Of("type", "Name of the message; null: any.", MessageType,
            (Trigger.Match t) => t.Type, (t, v) => t with { Type = v }),
        Fields.Of("from", "Who sends, one or a list; null: anybody.", Anybody,
            (Trigger.Match t) => t.From, (t, v) => t with { From = v }),
        Fields.Of("to", "To whom, one or a list; null: anybody.", Anybody,
            (Trigger.Match t) => t.To, (t, v) => t with { To = v }),
        Fields.Of("fromMs", "From when the rule holds.", Fields.Ms,
            (Trigger.Match t) => t.FromMs, (t, v) => t with { FromMs = v }),
        Fields.Of("toMs", "Until when the rule holds; null: until a heal.", Fields.OrNull(Fields.Ms),
            (Trigger.Match t) => t.ToMs, (t, v) => t with { ToMs = v }),
        Fields.Of("nth", "Only the nth message that fits; null: all.", Fields.OrNull(Counter),
            (Trigger.Match t) => t.Nth, (t, v) => t with { Nth = v }));
}
