namespace Witan.Gateway.Etcd;

/// <summary>How a request to the registry ended: <see cref="Proven"/>, <see cref="Unavailable"/> or
/// <see cref="OutcomeUnknown"/>.</summary>
public abstract record RegistryAnswer
{
    private RegistryAnswer()
    {
    }

    /// <summary>An answer with its proof checked.</summary>
    /// <param name="Result">An encoded <see cref="Registry.RegistryResult"/>.</param>
    /// <param name="Height">The height whose state it reflects.</param>
    /// <param name="Configuration">The configuration that certified it.</param>
    public sealed record Proven(ReadOnlyMemory<byte> Result, ulong Height, ulong Configuration) : RegistryAnswer;

    /// <summary>Nothing was submitted, or nothing had to be: no quorum answers. It is safe to ask again.</summary>
    public sealed record Unavailable : RegistryAnswer;

    /// <summary>A write was submitted and may be executed, now, later or never. Asking again may do it twice.</summary>
    public sealed record OutcomeUnknown : RegistryAnswer;
}
