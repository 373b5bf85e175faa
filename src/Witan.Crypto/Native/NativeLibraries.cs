using System.Reflection;
using System.Runtime.InteropServices;

namespace Witan.Crypto.Native;

/// <summary>
/// Finds the C libraries. An assembly has one resolver and it must be set before the first call into a library, so
/// everything about loading happens in one static constructor.
/// </summary>
internal static class NativeLibraries
{
    /// <summary>The names in the import attributes; the resolver turns them into files.</summary>
    internal const string SodiumName = "libsodium";

    internal const string OpenSslName = "libcrypto";

    private static readonly string[] SodiumFiles = ["libsodium.so.23", "libsodium.so.26", "libsodium"];

    // Only version 3: the functions that name a version are missing before it, and each major version may change a
    // rule.
    private static readonly string[] OpenSslFiles = ["libcrypto.so.3", "libcrypto.3.dylib", "libcrypto-3-x64"];

    private static readonly nint SodiumHandle;
    private static readonly nint OpenSslHandle;

    static NativeLibraries()
    {
        SodiumHandle = Load(SodiumFiles);
        OpenSslHandle = Load(OpenSslFiles);
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

        // 0 is "initialised", 1 "was already".
        HasSodium = SodiumHandle != 0 && Sodium.sodium_init() >= 0;
        HasOpenSsl = OpenSslHandle != 0;

        // Builds of OpenSSL may leave these out.
        HasOpenSslSha256 = HasOpenSsl
            && NativeLibrary.TryGetExport(OpenSslHandle, nameof(OpenSsl.SHA256_Init), out _)
            && NativeLibrary.TryGetExport(OpenSslHandle, nameof(OpenSsl.SHA256_Update), out _)
            && NativeLibrary.TryGetExport(OpenSslHandle, nameof(OpenSsl.SHA256_Final), out _);
    }

    internal static bool HasSodium { get; }

    internal static bool HasOpenSsl { get; }

    /// <summary>Whether the low-level functions of SHA-256 are there.</summary>
    internal static bool HasOpenSslSha256 { get; }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name switch
    {
        SodiumName => SodiumHandle,
        OpenSslName => OpenSslHandle,
        _ => 0,
    };

    private static nint Load(string[] files)
    {
        foreach (var file in files)
        {
            if (NativeLibrary.TryLoad(file, typeof(NativeLibraries).Assembly, null, out var handle)) return handle;
        }

        return 0;
    }
}
