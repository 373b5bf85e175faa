using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>A field of known type.</summary>
/// <param name="name">In the file.</param>
/// <param name="description">With unit and what the default means.</param>
/// <param name="shape">What may stand there.</param>
/// <param name="get">From the record.</param>
/// <param name="set">A copy of the record with another value.</param>
/// <param name="required">Whether the file must have it.</param>
internal sealed class FieldOf<TOwner, TValue>(
    string name, string description, Shape<TValue> shape, Func<TOwner, TValue> get, Func<TOwner, TValue, TOwner> set,
    bool required = false)
    : Field<TOwner>(name, description, required)
{
    public override TOwner Read(TOwner owner, JsonElement json, string path, ProblemList problems) =>
        set(owner, shape.Read(json, path, problems));

    public override void Write(Utf8JsonWriter writer, TOwner owner, TOwner defaults)
    {
        var value = get(owner);
        if (!IsRequired && EqualityComparer<TValue>.Default.Equals(value, get(defaults))) return;
        writer.WritePropertyName(Name);
        shape.Write(writer, value);
    }

    public override void Describe(Utf8JsonWriter schema, TOwner defaults)
    {
        schema.WriteStartObject(Name);
        schema.WriteString("description", Description);
        shape.Describe(schema);
        if (!IsRequired)
        {
            schema.WritePropertyName("default");
            shape.Write(schema, get(defaults));
        }

        schema.WriteEndObject();
    }
}
