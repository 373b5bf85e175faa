namespace Witan.Tests.Crypto;

/// <summary>One case of <c>Vectors/ed25519.json</c>; bytes in lower-case hexadecimal.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Kind">The family, for counting.</param>
/// <param name="Valid">What every provider must answer.</param>
/// <param name="HoldsLax">Whether S*B = R + h*A when nothing is asked about form.</param>
/// <param name="HoldsCofactored">Whether 8*S*B = 8*R + 8*h*A when nothing is asked about form.</param>
/// <param name="Key">A, 32 bytes.</param>
/// <param name="Message">M, of any length.</param>
/// <param name="Signature">R and S, 64 bytes.</param>
internal sealed record Ed25519Vector(
    string Name,
    string Kind,
    bool Valid,
    bool HoldsLax,
    bool HoldsCofactored,
    string Key,
    string Message,
    string Signature);
