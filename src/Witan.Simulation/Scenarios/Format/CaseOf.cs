using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>A case of known type.</summary>
internal sealed class CaseOf<TBase, T>(string word, T defaults, params Field<T>[] fields) : Case<TBase>(word)
    where T : class, TBase
{
    private readonly ObjectShape<T> _shape = new(defaults, fields);

    public override TBase Read(JsonElement json, string path, ProblemList problems, string[] others) =>
        _shape.ReadBeside(json, path, problems, others);

    public override bool Fits(TBase value) => value is T;

    public override void WriteFields(Utf8JsonWriter writer, TBase value) => _shape.WriteFields(writer, (T)value!);

    public override void DescribeFields(Utf8JsonWriter schema) => _shape.DescribeFields(schema);

    public override void WriteRequired(Utf8JsonWriter schema, string[] others) => _shape.WriteRequired(schema, others);
}
