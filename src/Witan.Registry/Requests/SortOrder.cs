namespace Witan.Registry;

/// <summary>Order of the answers to a range; the numbers are etcd's.</summary>
public enum SortOrder : byte
{
    /// <summary>By key, ascending; by the target, ascending, if it is not the key.</summary>
    None = 0,
    Ascend = 1,
    Descend = 2,
}
