using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Witan.Node;

/// <summary>Where the passphrase of private keys comes from. One line; the end of the line is not part of it.</summary>
public static class Passphrases
{
    /// <summary>Bytes that are looked at.</summary>
    public const int MaxBytes = 1024;

    /// <exception cref="NodeSetupException">It cannot be read or is empty.</exception>
    public static string FromFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return ReadLine(file, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NodeSetupException.OfFile(
                $"the passphrase file {path} cannot be read: {FileTrouble.Of(path, failure)}; passphraseFile in "
                + "node.json or gateway.json names it",
                failure);
        }
    }

    /// <summary>Reads from a descriptor that the parent process left open, e.g. 3.</summary>
    /// <exception cref="NodeSetupException">It cannot be read or is empty.</exception>
    public static string FromDescriptor(int descriptor)
    {
        try
        {
            using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
            using var file = new FileStream(handle, FileAccess.Read);
            return ReadLine(file, $"descriptor {descriptor}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new NodeSetupException($"descriptor {descriptor} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Asks on the terminal, without echo.</summary>
    /// <exception cref="NodeSetupException">There is no terminal, or nothing was typed.</exception>
    public static string FromPrompt(string question)
    {
        if (Console.IsInputRedirected)
            throw new NodeSetupException("a passphrase is needed and there is no terminal to ask on");
        Console.Error.Write(question + ": ");
        var text = new StringBuilder();
        while (text.Length < MaxBytes && Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key != ConsoleKey.Backspace) text.Append(key.KeyChar);
            else if (text.Length > 0) text.Length--;
        }

        Console.Error.WriteLine();
        return text.Length > 0 ? text.ToString() : throw new NodeSetupException("the passphrase is empty");
    }

    private static string ReadLine(Stream from, string name)
    {
        var buffer = new byte[MaxBytes];
        var length = from.ReadAtLeast(buffer, MaxBytes, throwOnEndOfStream: false);
        var line = Encoding.UTF8.GetString(buffer, 0, length).Split('\n')[0].TrimEnd('\r');
        return line.Length > 0 ? line : throw NodeSetupException.OfFile($"{name} holds no passphrase");
    }
}
