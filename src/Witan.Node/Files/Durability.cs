namespace Witan.Node;

/// <summary>What a flush costs and gives.</summary>
public enum Durability
{
    /// <summary>A flush returns when the medium has the bytes: what every promise rests on.</summary>
    Flushed,

    /// <summary>
    /// A flush returns at once. A crash of the machine then counts as loss of memory, so this is for measurements only.
    /// </summary>
    None,
}
