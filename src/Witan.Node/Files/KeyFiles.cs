using System.Security.Cryptography;
using Witan.Crypto;

namespace Witan.Node;

/// <summary>
/// Private keys as PEM files that their owner alone may read: <c>statement.pem</c> (Ed25519) and <c>tls.pem</c> (ECDSA
/// P-256).
/// </summary>
internal static class KeyFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly PbeParameters Protection =
        new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, KeyPem.DefaultIterations);

    public static string StatementKey(string folder) => Path.Combine(folder, "keys", "statement.pem");

    public static string TlsKey(string folder) => Path.Combine(folder, "keys", "tls.pem");

    /// <summary>Makes an Ed25519 key.</summary>
    public static SigningKey CreateStatementKey(string path, string? passphrase)
    {
        var seed = RandomNumberGenerator.GetBytes(Ed25519Scheme.SeedSize);
        WriteNew(path, string.IsNullOrEmpty(passphrase)
            ? KeyPem.Encode(seed)
            : KeyPem.EncodeEncrypted(seed, passphrase, RandomNumberGenerator.GetBytes(KeyPem.RandomBytes)));
        var key = Ed25519Provider.Default.CreateSigner(seed);
        CryptographicOperations.ZeroMemory(seed);
        return key;
    }

    /// <exception cref="NodeSetupException">Missing, readable by others, or no such key.</exception>
    public static SigningKey LoadStatementKey(string path, string? passphrase)
    {
        var result = KeyPem.Decode(Read(path), passphrase);
        if (!result.Succeeded) throw NodeSetupException.OfFile($"{path} {result.Explanation}");
        var key = Ed25519Provider.Default.CreateSigner(result.Seed);
        CryptographicOperations.ZeroMemory(result.Seed);
        return key;
    }

    /// <summary>Makes a P-256 key for TLS.</summary>
    public static ECDsa CreateTlsKey(string path, string? passphrase)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        WriteNew(path, (string.IsNullOrEmpty(passphrase)
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(passphrase, Protection)) + "\n");
        return key;
    }

    /// <exception cref="NodeSetupException">Missing, readable by others, or no such key.</exception>
    public static ECDsa LoadTlsKey(string path, string? passphrase)
    {
        var pem = Read(path);
        var key = ECDsa.Create();
        try
        {
            if (pem.Contains("ENCRYPTED", StringComparison.Ordinal)) key.ImportFromEncryptedPem(pem, passphrase ?? "");
            else key.ImportFromPem(pem);
            if (key.KeySize == 256) return key;
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw NodeSetupException.OfFile(
                $"{path} holds no P-256 key as PKCS#8 PEM, or the passphrase is wrong", failure);
        }

        key.Dispose();
        throw NodeSetupException.OfFile($"{path} holds a key that is not P-256");
    }

    private static string Read(string path)
    {
        if (!File.Exists(path)) throw NodeSetupException.OfFile(
                $"the key {path} is missing; put back its copy: nobody can make it again");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
            throw NodeSetupException.OfFile($"{path} may be read by others than its owner: chmod 600 {path}");
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NodeSetupException.OfFile($"{path} cannot be read: {FileTrouble.Of(path, failure)}", failure);
        }
    }

    private static void WriteNew(string path, string pem)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new StreamWriter(path, System.Text.Encoding.ASCII, options))
        {
            file.Write(pem);
            file.Flush();
            ((FileStream)file.BaseStream).Flush(flushToDisk: true);
        }

        Posix.FlushFolder(folder);
    }
}
