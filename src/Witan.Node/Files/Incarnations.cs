using System.Globalization;

namespace Witan.Node;

/// <summary>
/// Gives every start of a client a higher number than any start before (RULES 1), also when several processes of one
/// key start at once. The number is durable before it is used.
/// </summary>
internal static class Incarnations
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="folder">Shared by all processes that use the key.</param>
    /// <param name="time">
    /// The number is at least the clock's microseconds: a folder that was deleted does not make a client start again
    /// from one.
    /// </param>
    /// <exception cref="NodeSetupException">The folder cannot be used, or the file holds no number.</exception>
    public static ulong Reserve(string folder, TimeProvider time)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var held = Hold(Path.Combine(folder, "incarnation.lock"), time);
            var path = Path.Combine(folder, "incarnation");
            var now = (ulong)((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
            var next = Math.Max(Read(path) + 1, now);
            Write(path, next);
            Posix.FlushFolder(folder);
            return next;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NodeSetupException(
                $"no incarnation can be reserved in {folder}: {FileTrouble.Of(folder, failure)}", failure);
        }
    }

    private static FileStream Hold(string path, TimeProvider time)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (time.GetElapsedTime(start) < Patience)
            {
                // Another process of this key is between its first and last line here.
                Thread.Sleep(1);
            }
        }
    }

    private static ulong Read(string path)
    {
        if (!File.Exists(path)) return 0;
        var text = File.ReadAllText(path).Trim();
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && last < ulong.MaxValue
            ? last
            : throw NodeSetupException.OfFile(
                $"{path} holds no number; delete it if the clock of this machine never went back");
    }

    private static void Write(string path, ulong number)
    {
        using (var file = new FileStream(path + ".tmp", FileMode.Create, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture) + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".tmp", path, overwrite: true);
    }
}
