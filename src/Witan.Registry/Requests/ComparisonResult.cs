namespace Witan.Registry;

/// <summary>How what is found must stand to what is given; the numbers are etcd's.</summary>
public enum ComparisonResult : byte
{
    Equal = 0,
    Greater = 1,
    Less = 2,
    NotEqual = 3,
}
