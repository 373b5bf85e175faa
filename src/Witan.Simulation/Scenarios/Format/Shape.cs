using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>
/// What may stand at one place of a file: how it is read, written and described. One table of shapes is the reader, the
/// writer and the schema.
/// </summary>
internal abstract class Shape<T>
{
    /// <summary>
    /// Never throws. Where something is wrong a problem is added and some value is returned to go on with.
    /// </summary>
    public abstract T Read(JsonElement json, string path, ProblemList problems);

    public abstract void Write(Utf8JsonWriter writer, T value);

    /// <summary>Writes keywords of JSON schema into the object that is open.</summary>
    public abstract void Describe(Utf8JsonWriter schema);

    private protected static T Refuse(string path, string message, ProblemList problems, T instead)
    {
        problems.Add(path, message);
        return instead;
    }
}
