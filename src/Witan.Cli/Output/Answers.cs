using System.Globalization;
using System.Text;
using System.Text.Json;
using Witan.Client;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Registry;

namespace Witan.Cli.Output;

/// <summary>How proved answers are shown.</summary>
internal static class Answers
{
    /// <summary>Text if the bytes are text that prints, else hexadecimal.</summary>
    public static string Show(ReadOnlyMemory<byte> bytes)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes.Span)) return "0x" + Convert.ToHexStringLower(bytes.Span);
        var text = Encoding.UTF8.GetString(bytes.Span);
        return text.Any(c => char.IsControl(c) && c is not ('\n' or '\t'))
            ? "0x" + Convert.ToHexStringLower(bytes.Span)
            : text;
    }

    /// <summary>
    /// For one line among others: hexadecimal also for text that could pass for a line of its own or turn the reading
    /// direction, and for text that looks like hexadecimal. Who writes a value must not write what `verify` says of it.
    /// </summary>
    public static string ShowInLine(ReadOnlyMemory<byte> bytes)
    {
        var text = Show(bytes);
        var isPlain = CellText.IsPlain(text) && !Encoding.UTF8.GetBytes(text).AsSpan().StartsWith("0x"u8);
        return isPlain ? text : "0x" + Convert.ToHexStringLower(bytes.Span);
    }

    /// <summary>A line for each key and one for its value, as etcdctl has them.</summary>
    public static void Print(RegistryResult.Range range)
    {
        foreach (var kv in range.Kvs)
        {
            Console.WriteLine(Show(kv.Key));
            Console.WriteLine(Show(kv.Value));
        }
    }

    public static string ShowTime(BlockTime time) =>
        DateTime.UnixEpoch.AddMicroseconds(time.Microseconds).ToString(
            "yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    public static string ShowSigners(IEnumerable<ReplicaId> signers, Configuration configuration) =>
        string.Join(", ", signers.Select(s => $"{s} ({configuration.Find(s)?.Organisation})"));

    /// <summary>Height, block time and signers of a proved answer, for `--json`.</summary>
    public static void WriteProof<T>(Utf8JsonWriter json, Proven<T> proven)
    {
        json.WriteNumber("height", proven.Height.Value);
        json.WriteString("blockTime", ShowTime(proven.Time));
        json.WriteStartArray("signers");
        foreach (var signer in proven.Proof.Certificate.Certificate.Signers) json.WriteStringValue(signer.ToString());
        json.WriteEndArray();
    }

    public static void PrintJson(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        Console.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
