using System.Buffers;
using System.Text;

namespace Witan.Gateway.Grpc;

/// <summary>
/// Percent-encoding of <c>grpc-message</c>: printable ASCII but the percent sign stays, all else is %XX of UTF-8.
/// </summary>
public static class GrpcMessageText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    public static string Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain)) return text;
        var encoded = new StringBuilder(text.Length + 16);
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            if (Plain.Contains((char)unit)) encoded.Append((char)unit);
            else encoded.Append('%').Append(Convert.ToHexString([unit]));
        }

        return encoded.ToString();
    }
}
