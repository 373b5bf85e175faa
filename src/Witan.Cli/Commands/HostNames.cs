using System.Globalization;
using System.Net;
using Witan.Primitives;

namespace Witan.Cli.Commands;

/// <summary>What `--host` says: where replicas and the gateway run.</summary>
/// <param name="Replicas">By id; who is missing has the default.</param>
/// <param name="Gateway">An IP address to listen on; null for the default.</param>
internal sealed record HostNames(IReadOnlyDictionary<ReplicaId, string> Replicas, string? Gateway)
{
    /// <param name="texts">Each NAME=ADDRESS.</param>
    /// <exception cref="UsageException">One is none, or names somebody twice.</exception>
    public static HostNames Parse(IReadOnlyList<string> texts)
    {
        var replicas = new SortedList<ReplicaId, string>();
        string? gateway = null;
        foreach (var text in texts)
        {
            var (name, address) = text.Split('=', 2) is [{ Length: > 0 } left, { Length: > 0 } right]
                ? (left, right)
                : throw new UsageException($"--host {text} is not of the form NAME=ADDRESS");
            var isNew = name == "gateway" ? gateway is null : replicas.TryAdd(IdOf(name), address);
            if (!isNew) throw new UsageException($"--host names {name} twice");
            if (name != "gateway") continue;
            if (!IPAddress.TryParse(address, out _))
                throw new UsageException($"--host {text}: a gateway listens on an IP address");
            gateway = address;
        }

        return new HostNames(replicas, gateway);
    }

    private static ReplicaId IdOf(string name) =>
        name[0] == 'R' && uint.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new ReplicaId(id)
            : throw new UsageException($"--host {name}=...: there are R0, R1 and so on, and gateway");
}
