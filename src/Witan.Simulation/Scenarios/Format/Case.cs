using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>One case of a closed hierarchy, by the word that selects it in a file.</summary>
internal abstract class Case<TBase>(string word)
{
    public string Word { get; } = word;

    /// <param name="json">The object.</param>
    /// <param name="path">Of the object.</param>
    /// <param name="problems">What is wrong.</param>
    /// <param name="others">Fields beside those of the case.</param>
    public abstract TBase Read(JsonElement json, string path, ProblemList problems, string[] others);

    public abstract bool Fits(TBase value);

    public abstract void WriteFields(Utf8JsonWriter writer, TBase value);

    public abstract void DescribeFields(Utf8JsonWriter schema);

    public abstract void WriteRequired(Utf8JsonWriter schema, string[] others);
}
