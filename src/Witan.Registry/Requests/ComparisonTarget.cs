namespace Witan.Registry;

/// <summary>What a comparison looks at; the numbers are etcd's.</summary>
public enum ComparisonTarget : byte
{
    Version = 0,
    Create = 1,
    Mod = 2,
    Value = 3,
    Lease = 4,
}
