namespace Witan.Cli.Benchmarks;

/// <summary>What `bench` shall measure; one file of it goes to every load process.</summary>
internal sealed record BenchPlan
{
    /// <summary>Most logical clients, over all load processes: each holds one call.</summary>
    public const int MaxClients = 8192;

    /// <summary>Most keys: one folder and one connection per replica each.</summary>
    public const int MaxSessions = 64;

    /// <summary>Most measured seconds.</summary>
    public const int MaxSeconds = 3600;

    /// <summary>Most seconds before that.</summary>
    public const int MaxWarmUp = 600;

    /// <summary>Most requests per second of an open loop.</summary>
    public const int MaxRate = 1_000_000;

    public int Replicas { get; init; } = 4;

    /// <summary>Logical clients, over all load processes.</summary>
    public int Clients { get; init; } = 200;

    /// <summary>Bytes of a request; 0 sends the smallest, which has one byte.</summary>
    public int Request { get; init; }

    /// <summary>Bytes of a reply.</summary>
    public int Reply { get; init; }

    /// <summary>Measured seconds.</summary>
    public int Seconds { get; init; } = 30;

    /// <summary>Seconds of load before that.</summary>
    public int WarmUp { get; init; } = 5;

    /// <summary>Keys and connections among which the clients are spread.</summary>
    public int Sessions { get; init; } = 1;

    /// <summary>Processes that make load; each has at least one session.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>Requests per second, however long the answers take; 0 for a closed loop.</summary>
    public int OpenLoop { get; init; }

    /// <summary>Whether the leader is killed half-way through the measured time.</summary>
    public bool KillsLeader { get; init; }

    public string Protocol { get; init; } = "pbft";

    /// <summary>Whether flushes reach the medium.</summary>
    public bool Flushes { get; init; } = true;

    /// <summary>What cannot work, in one line; null if everything can.</summary>
    public string? Problem()
    {
        if (Clients is < 1 or > MaxClients) return $"--clients must be 1 to {MaxClients}";
        if (Request is < 0 or > Primitives.Limits.MaxRequestBytes)
            return $"--request must be 0 to {Primitives.Limits.MaxRequestBytes}";
        if (Reply is < 0 or > Primitives.Limits.MaxResultBytes)
            return $"--reply must be 0 to {Primitives.Limits.MaxResultBytes}";
        if (Seconds is < 1 or > MaxSeconds || WarmUp is < 0 or > MaxWarmUp)
            return $"--seconds must be 1 to {MaxSeconds}, --warm-up 0 to {MaxWarmUp}";
        if (Sessions is < 1 or > MaxSessions) return $"--sessions must be 1 to {MaxSessions}";
        if (Processes < 1 || Processes > Sessions) return "--processes must be 1 up to the number of --sessions";
        if (KillsLeader && Replicas < 4) return "--kill-leader needs 4 --replicas or more";
        if (Clients < Sessions) return "every session needs a client: --clients must be at least --sessions";
        return OpenLoop is < 0 or > MaxRate ? $"--open-loop must be 0 to {MaxRate} requests per second" : null;
    }
}
