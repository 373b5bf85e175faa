namespace Witan.Protocols.Dbft;

/// <summary>Who is primary of view v at height h.</summary>
public enum PrimaryRule
{
    /// <summary>(h - v) mod N, as the code of the NEO nodes has it.</summary>
    Minus,

    /// <summary>(h + v) mod N, as the chapter has it. Equal in view 0.</summary>
    Plus,
}
