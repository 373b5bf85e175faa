using System.Globalization;

namespace Witan.Simulation.Checking.Linearizability;

/// <summary>One key as etcd shows it.</summary>
/// <param name="Key">Compared bytewise.</param>
/// <param name="Value">The value, or anything short that stands for it.</param>
/// <param name="Version">Puts since the key was created, from 1. In an answer 0 says that it was not looked at.</param>
/// <param name="ModRevision">
/// The revision of the last put. 0 says not known: of an answer that it was not looked at, of a state that the put was
/// not answered.
/// </param>
public readonly record struct KvEntry(string Key, string Value, long Version = 0, long ModRevision = 0)
{
    public override string ToString()
    {
        var version = Version == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" v{Version}");
        var revision = ModRevision == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" @{ModRevision}");
        return $"{Key}={Value}{version}{revision}";
    }
}
