namespace Witan.Core.Contract;

/// <summary>A fact that our own code must keep was broken: the replica stops and this names the fact.</summary>
public sealed class InvariantException : Exception
{
    public InvariantException() : this("unnamed")
    {
    }

    public InvariantException(string name) : base("broken invariant: " + name) => Name = name;

    public InvariantException(string name, Exception innerException)
        : base("broken invariant: " + name, innerException) =>
        Name = name;

    public string Name { get; }
}
