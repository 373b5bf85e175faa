using System.Reflection;
using Xunit;

namespace Witan.Tests.Architecture;

/// <summary>
/// A change of what users compile against shows in the difference of a text file. A room is held to its text as soon as
/// there is one; <c>WITAN_ACCEPT_API=1 ./witan test --filter-class '*.PublicApiTests'</c> writes the texts anew.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly string[] Rooms =
        ["Witan.Primitives", "Witan.Crypto", "Witan.Core", "Witan.Client", "Witan.Node"];

    private static readonly string Folder =
        Path.Combine(Repository.Root, "tests", "Witan.Tests", "Architecture", "PublicApi");

    [Fact]
    public void The_public_surface_of_a_room_is_the_one_in_its_text()
    {
        bool accept = Environment.GetEnvironmentVariable("WITAN_ACCEPT_API") == "1";
        foreach (string room in Rooms)
        {
            string file = Path.Combine(Folder, room + ".txt");
            string actual = PublicSurface.Of(Assembly.Load(room));
            if (accept)
            {
                Directory.CreateDirectory(Folder);
                File.WriteAllText(file, actual);
            }

            if (File.Exists(file)) AssertSame(room, File.ReadAllText(file), actual);
        }
    }

    [Fact]
    public void The_text_of_a_surface_shows_what_a_user_can_call_and_nothing_else()
    {
        string text = PublicSurface.Of(typeof(Planted.SurfaceSample).Assembly);

        string sample = text[
            text.IndexOf("abstract class Witan.Tests.Planted.SurfaceSample", StringComparison.Ordinal)..];

        Assert.Equal(
            """
            abstract class Witan.Tests.Planted.SurfaceSample : IDisposable
                Byte[] Bytes { get; }
                Int32? Maybe { get; init; }
                abstract Boolean TryRead(ReadOnlySpan<Byte> from, out System.Collections.Generic.List<String> items)
                const UInt32 Limit = 7
                protected new(String name = none)
                static Boolean op_Implicit(Witan.Tests.Planted.SurfaceSample sample)
                static T Pick<T>(T first, in Int64 second)
                virtual Void Dispose()
            enum Witan.Tests.Planted.SurfaceSample.Kind
                None = 0
                Some = 4

            """.ReplaceLineEndings("\n"),
            string.Concat(sample.Split('\n').TakeWhile((line, i) => i < 12).Select(line => line + "\n")));
    }

    private static void AssertSame(string room, string expected, string actual)
    {
        string[] before = expected.Split('\n'), now = actual.Split('\n');
        string[] differences =
        [
            .. before.Except(now).Select(line => "- " + line),
            .. now.Except(before).Select(line => "+ " + line),
        ];
        Assert.True(expected == actual, $"{room}: the public surface changed; accept it with WITAN_ACCEPT_API=1\n"
            + string.Join('\n', differences));
    }
}
