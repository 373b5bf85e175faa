namespace Witan.Node;

/// <summary>What all connections of one process share that it opens itself.</summary>
/// <param name="Own">Says who dials.</param>
/// <param name="Identity">Null for a client.</param>
/// <param name="Time">For waits between attempts.</param>
/// <param name="HandshakeTimeout">Connecting, TLS and hello together.</param>
internal sealed record LinkSettings(Hello Own, TlsIdentity? Identity, TimeProvider Time, TimeSpan HandshakeTimeout);
