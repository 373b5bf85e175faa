namespace Witan.Crypto.Trees;

/// <summary>What a proof about one key says.</summary>
public enum EntryVerdict
{
    /// <summary>The proof proves nothing: wrong form, wrong root, or about something else.</summary>
    Refused = 0,

    /// <summary>The map has no such key.</summary>
    Absent = 1,

    /// <summary>The map has the key with the value given.</summary>
    Present = 2,
}
