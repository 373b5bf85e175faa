using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Witan.Crypto.Native;

/// <summary>The functions of OpenSSL's libcrypto, version 3, that are used.</summary>
[SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "The names are the library's.")]
internal static partial class OpenSsl
{
    /// <summary>NID_ED25519 of obj_mac.h.</summary>
    internal const int KeyTypeEd25519 = 1087;

    internal static string Version() => FormattableString.Invariant(
        $"OpenSSL {OPENSSL_version_major()}.{OPENSSL_version_minor()}.{OPENSSL_version_patch()}");

    [LibraryImport(NativeLibraries.OpenSslName)]
    internal static partial nint EVP_PKEY_new_raw_public_key(
        int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(NativeLibraries.OpenSslName)]
    internal static partial nint EVP_PKEY_new_raw_private_key(
        int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(NativeLibraries.OpenSslName)]
    internal static partial int EVP_PKEY_get_raw_public_key(nint key, Span<byte> bytes, ref nuint length);

    [LibraryImport(NativeLibraries.OpenSslName)]
    internal static partial void EVP_PKEY_free(nint key);

    [LibraryImport(NativeLibraries.OpenSslName)]
    internal static partial nint EVP_MD_CTX_new();

    [LibraryImport(NativeLibraries.OpenSslName)]
    internal static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(NativeLibraries.OpenSslName)]
    internal static partial int EVP_DigestVerifyInit(
        nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(NativeLibraries.OpenSslName)]
    internal static partial int EVP_DigestVerify(
        nint context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> message,
        nuint messageLength);

    [LibraryImport(NativeLibraries.OpenSslName)]
    internal static partial int EVP_DigestSignInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(NativeLibraries.OpenSslName)]
    internal static partial int EVP_DigestSign(
        nint context, Span<byte> signature, ref nuint signatureLength, ReadOnlySpan<byte> message,
        nuint messageLength);

    [LibraryImport(NativeLibraries.OpenSslName)]
    internal static partial void ERR_clear_error();

    // The three below leave out the collector's transition: callers pass little data.
    [LibraryImport(NativeLibraries.OpenSslName)]
    [SuppressGCTransition]
    internal static partial int SHA256_Init(Span<uint> context);

    [LibraryImport(NativeLibraries.OpenSslName)]
    [SuppressGCTransition]
    internal static partial int SHA256_Update(Span<uint> context, ReadOnlySpan<byte> data, nuint length);

    [LibraryImport(NativeLibraries.OpenSslName)]
    [SuppressGCTransition]
    internal static partial int SHA256_Final(Span<byte> hash, Span<uint> context);

    [LibraryImport(NativeLibraries.OpenSslName)]
    private static partial uint OPENSSL_version_major();

    [LibraryImport(NativeLibraries.OpenSslName)]
    private static partial uint OPENSSL_version_minor();

    [LibraryImport(NativeLibraries.OpenSslName)]
    private static partial uint OPENSSL_version_patch();
}
