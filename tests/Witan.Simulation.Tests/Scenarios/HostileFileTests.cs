using System.Text;
using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>Bytes that are no scenario are refused in one line each, whatever they are.</summary>
public sealed class HostileFileTests
{
    public static TheoryData<string, byte[]> Hostile => new()
    {
        { "empty", [] },
        { "ten megabytes", new byte[10 * 1024 * 1024] },
        { "ten thousand lists in each other", Encoding.UTF8.GetBytes(new string('[', 10_000)) },
        { "a hundred objects in each other", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100))) },
        { "NaN", "{\"schema\": NaN}"u8.ToArray() },
        { "Infinity", "{\"seed\": -Infinity}"u8.ToArray() },
        { "a comment", "{/* why */\"schema\": \"witan-scenario/1\"}"u8.ToArray() },
        { "a trailing comma", "{\"schema\": \"witan-scenario/1\",}"u8.ToArray() },
        { "two values", "{\"schema\": \"witan-scenario/1\"} {}"u8.ToArray() },
        { "half a file", "{\"schema\": \"witan-sc"u8.ToArray() },
        { "a byte order mark", [0xEF, 0xBB, 0xBF, .. "{\"schema\": \"witan-scenario/1\"}"u8] },
        { "UTF-16", Encoding.Unicode.GetBytes("{\"schema\": \"witan-scenario/1\"}") },
        { "wrong UTF-8 in a text", [.. "{\"name\": \""u8, 0xC3, 0x28, .. "\"}"u8] },
        { "wrong UTF-8 in a name", [.. "{\""u8, 0xFF, .. "\": 1}"u8] },
        { "half a surrogate pair in a text", "{\"name\": \"\\ud800\"}"u8.ToArray() },
        { "half a surrogate pair in a name", "{\"\\udc00\": 1}"u8.ToArray() },
        { "a leading zero", "{\"seed\": 01}"u8.ToArray() },
        { "a list", "[]"u8.ToArray() },
        { "a text", "\"witan-scenario/1\""u8.ToArray() },
        { "null", "null"u8.ToArray() },
        { "a number of a million digits", Encoding.UTF8.GetBytes($"{{\"seed\": 1{new string('0', 1_000_000)}}}") },
        { "a name of a million letters", Encoding.UTF8.GetBytes($"{{\"{new string('x', 1_000_000)}\": 1}}") },
        { "a name of line breaks", "{\"a\\r\\n\\u2028\\u0085b\\u202e\": 1}"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public void Bytes_that_are_no_scenario_are_refused_in_short_lines(string what, byte[] file)
    {
        var reading = ScenarioReader.Read(file, Files.Protocols);

        Assert.True(reading.Scenario is null, what);
        Assert.InRange(reading.Problems.Count, 1, 2);
        Assert.All(reading.Problems, problem =>
        {
            Assert.InRange(problem.ToString().Length, 5, 400);
            Assert.DoesNotContain(problem.ToString(), c => char.IsControl(c) || c is '\u2028' or '\u202e');
        });
    }

    [Theory]
    [InlineData("protocol", "{\"options\": {", "}}")]
    [InlineData("cluster", "{", "}")]
    [InlineData("expect", "{\"rejectionsAtLeast\": {", "}}")]
    public void A_hundred_thousand_names_are_refused_without_much_work(string field, string before, string after)
    {
        var names = string.Join(", ", Enumerable.Range(0, 100_000).Select(i => $"\"n{i}\": 1"));

        Assert.InRange(Files.Bad($"\"{field}\": {before}{names}{after}").Length, 1, ScenarioReader.MaxProblems);
    }

    [Fact]
    public void A_file_with_any_one_byte_changed_is_read_or_refused_and_nothing_else()
    {
        var file = ScenarioWriter.Write(new RandomScenarios(5).Next());
        var random = new Random(5);
        for (var i = 0; i < 3_000; i++)
        {
            var changed = (byte[])file.Clone();
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            var reading = ScenarioReader.Read(changed, Files.Protocols);
            Assert.Equal(reading.Scenario is null, reading.Problems.Count > 0);
        }
    }
}
