namespace Witan.Registry;

/// <summary>
/// What a range is sorted by; the numbers are etcd's. Equal ones stay in ascending order of their keys.
/// </summary>
public enum SortTarget : byte
{
    Key = 0,
    Version = 1,
    Create = 2,
    Mod = 3,
    Value = 4,
}
