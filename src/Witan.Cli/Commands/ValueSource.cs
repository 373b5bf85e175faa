using Witan.Node;
using Witan.Primitives;

namespace Witan.Cli.Commands;

/// <summary>
/// Where `put` has its value from: an argument that is text, or any bytes of a file or standard input.
/// </summary>
internal static class ValueSource
{
    /// <summary>In the place of a value: it stands in standard input.</summary>
    public const string StandardInput = "-";

    /// <param name="argument">The value, "-", or null for none: standard input too, as etcdctl has it.</param>
    /// <param name="file">Its file; null for none.</param>
    /// <param name="cancellation">Ends the wait for standard input.</param>
    /// <exception cref="UsageException">Both are given, the file cannot be read, or it is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        string? argument, string? file, CancellationToken cancellation)
    {
        if (file is not null && argument is not null)
            throw new UsageException("the value is given twice: as an argument and by --file");
        if (file is not null) return await ReadFileAsync(file, cancellation).ConfigureAwait(false);
        if (argument is not (null or StandardInput)) return System.Text.Encoding.UTF8.GetBytes(argument);
        return await ReadInputAsync("value", cancellation).ConfigureAwait(false);
    }

    /// <summary>All of standard input.</summary>
    /// <exception cref="UsageException">It is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadInputAsync(string what, CancellationToken cancellation)
    {
        if (!Console.IsInputRedirected)
            CommandLine.Say($"the {what} is read from standard input; Ctrl-D ends it");
        using var input = Console.OpenStandardInput();
        return await ReadAsync(input, "standard input", cancellation).ConfigureAwait(false);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadFileAsync(string file, CancellationToken cancellation)
    {
        try
        {
            using var input = File.OpenRead(file);
            return await ReadAsync(input, file, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be read: {FileTrouble.Of(file, failure)}", failure);
        }
    }

    /// <summary>One byte more than a request may have is enough to know that there are too many.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(
        Stream input, string name, CancellationToken cancellation)
    {
        var buffer = new byte[Limits.MaxRequestBytes + 1];
        // A read of a terminal does not hear the cancellation; the wait for it does.
        var length = await input.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation)
            .AsTask().WaitAsync(cancellation).ConfigureAwait(false);
        if (length == buffer.Length)
            throw new UsageException($"{name} has more than the {Limits.MaxRequestBytes} bytes of the largest request");
        return buffer.AsMemory(0, length);
    }
}
