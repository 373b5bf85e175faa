namespace Witan.Gateway.Http;

/// <summary>Whether the gateway can serve.</summary>
public interface IHealth
{
    /// <summary>Tries what a client would.</summary>
    /// <returns>Null if it works, else why not, in a few words.</returns>
    ValueTask<string?> CheckAsync(CancellationToken cancellation);
}
