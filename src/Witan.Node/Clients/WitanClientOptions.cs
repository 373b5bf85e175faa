using Witan.Client;
using Witan.Core.Application;

namespace Witan.Node;

/// <summary>Settings of a client.</summary>
public sealed class WitanClientOptions
{
    /// <summary>What is believed without proof: <c>trust.json</c>.</summary>
    public string TrustFile { get; set; } = "";

    /// <summary>The client's Ed25519 key; must be known to the cluster for requests to be executed.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>Where incarnations are reserved; shared by all processes that use the key.</summary>
    public string DataFolder { get; set; } = "";

    /// <summary>Of the key; null if it has none.</summary>
    public string? Passphrase { get; set; }

    /// <summary>Runs queries and refuses bad requests early; null sends everything through the order.</summary>
    public IStateMachine? Application { get; set; }

    /// <summary>
    /// The bytes of the ordering protocol never reach a client, but its decoder has a place for them. Default PBFT's.
    /// </summary>
    public Core.Messages.IProtocolCodec Codec { get; set; } = new Protocols.Pbft.Protocol().Codec;

    /// <summary>How long a call waits before it is told what is known by then. Default 10 s.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may take to greet. Default 5 s.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Threads that verify, 1 to 64. Default 1.</summary>
    public int VerificationThreads { get; set; } = 1;

    /// <summary>Bounds and durations of the client's machine.</summary>
    public ClientOptions Machine { get; set; } = new();

    /// <summary>What cannot work, in one line; null if everything can.</summary>
    public string? Problem()
    {
        if (TrustFile.Length == 0) return "the client has no trust file";
        if (KeyFile.Length == 0) return "the client has no key file";
        if (DataFolder.Length == 0) return "the client has no folder for its incarnations";
        if (Patience <= TimeSpan.Zero || HandshakeTimeout <= TimeSpan.Zero)
            return "a timeout must be longer than nothing";
        if (VerificationThreads is < 1 or > 64) return "verificationThreads must be 1 to 64";
        return null;
    }
}
