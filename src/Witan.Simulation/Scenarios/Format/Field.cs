using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>One field of an object that becomes a <typeparamref name="TOwner"/>.</summary>
internal abstract class Field<TOwner>(string name, string description, bool required)
{
    public string Name { get; } = name;

    public bool IsRequired { get; } = required;

    protected string Description { get; } = description;

    /// <summary>The owner with this field as the file says.</summary>
    public abstract TOwner Read(TOwner owner, JsonElement json, string path, ProblemList problems);

    /// <summary>Writes name and value, unless the value is the default and may be left out.</summary>
    public abstract void Write(Utf8JsonWriter writer, TOwner owner, TOwner defaults);

    /// <summary>Writes name and schema.</summary>
    public abstract void Describe(Utf8JsonWriter schema, TOwner defaults);
}
