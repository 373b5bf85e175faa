using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Witan.Crypto.Native;

/// <summary>The functions of libsodium that are used. Call only after <see cref="NativeLibraries"/> found it.</summary>
[SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "The names are the library's.")]
internal static partial class Sodium
{
    internal static string Version() => Marshal.PtrToStringUTF8(sodium_version_string()) ?? "of unknown version";

    [LibraryImport(NativeLibraries.SodiumName)]
    internal static partial int sodium_init();

    [LibraryImport(NativeLibraries.SodiumName)]
    internal static partial int crypto_sign_verify_detached(
        ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message, ulong messageLength, ReadOnlySpan<byte> key);

    [LibraryImport(NativeLibraries.SodiumName)]
    internal static partial int crypto_sign_detached(
        Span<byte> signature, nint signatureLength, ReadOnlySpan<byte> message, ulong messageLength,
        ReadOnlySpan<byte> secret);

    [LibraryImport(NativeLibraries.SodiumName)]
    internal static partial int crypto_sign_seed_keypair(Span<byte> key, Span<byte> secret, ReadOnlySpan<byte> seed);

    // A static string of the library: never freed.
    [LibraryImport(NativeLibraries.SodiumName)]
    private static partial nint sodium_version_string();
}
