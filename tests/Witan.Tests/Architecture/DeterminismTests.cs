using System.Collections.Immutable;
using System.Reflection;
using Witan.Tests.Planted;
using Xunit;

namespace Witan.Tests.Architecture;

/// <summary>
/// Reads what the compiler made of the rooms that decide safety. Same inputs give the same effects only if nothing in
/// them depends on time, chance, threads, the machine or the order of hash containers.
/// </summary>
public sealed class DeterminismTests
{
    private static readonly (ImmutableArray<Finding> Findings, ImmutableArray<int> Matched) Planted =
        DeterminismScanner.Scan(Repository.Assembly("Witan.Tests.Planted"));

    public static TheoryData<string> DeterministicRooms => [.. Rooms.Deterministic];

    [Theory]
    [MemberData(nameof(DeterministicRooms))]
    public void A_room_above_the_simulator_breaks_no_rule(string room)
    {
        ImmutableArray<Finding> findings = DeterminismScanner.Scan(Rooms.AssemblyOf(room)).Findings;

        string[] refused = [.. findings
            .Where(finding => !DeterminismRules.Exceptions.Any(exception => exception.Allows(finding)))
            .Select(finding => finding.ToString())];

        Assert.True(refused.Length == 0, string.Join('\n', refused));
    }

    [Fact]
    public void Every_exception_is_still_needed()
    {
        Finding[] findings = [.. Rooms.Deterministic
            .SelectMany(room => DeterminismScanner.Scan(Rooms.AssemblyOf(room)).Findings)];

        Assert.All(DeterminismRules.Exceptions, exception => Assert.Contains(findings, exception.Allows));
    }

    [Fact]
    public void Every_planted_break_is_found_under_its_rule_and_no_other()
    {
        var wrong = new List<string>();
        foreach ((string type, string member, string rule) in PlantedBreaks())
        {
            string[] found = [.. Planted.Findings
                .Where(finding => finding.Type == type && finding.Member == member)
                .Select(finding => finding.Rule).Distinct()];
            if (!found.SequenceEqual([rule])) wrong.Add($"{type}.{member}: {rule}, found: {string.Join(", ", found)}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Nothing_else_in_the_planted_library_is_found()
    {
        (string, string, string)[] planted = [.. PlantedBreaks()];

        string[] surplus = [.. Planted.Findings
            .Where(finding => !planted.Contains((finding.Type, finding.Member, finding.Rule)))
            .Select(finding => finding.ToString())];

        Assert.True(surplus.Length == 0, string.Join('\n', surplus));
    }

    [Fact]
    public void Every_entry_of_the_table_has_a_planted_break()
    {
        string[] idle = [.. Enumerable.Range(0, DeterminismRules.Table.Length)
            .Where(index => !Planted.Matched.Contains(index))
            .Select(index => DeterminismRules.Table[index].ToString())];

        Assert.True(idle.Length == 0, string.Join('\n', idle));
    }

    private static IEnumerable<(string Type, string Member, string Rule)> PlantedBreaks()
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic |
            BindingFlags.Static | BindingFlags.Instance
            | BindingFlags.DeclaredOnly;
        foreach (Type type in typeof(BreaksAttribute).Assembly.GetTypes())
        {
            string name = type.FullName!.Replace('+', '/');
            if (type.GetCustomAttribute<BreaksAttribute>() is { } whole) yield return (name, "(type)", whole.Rule);
            foreach (MemberInfo member in type.GetMembers(all))
                if (member is not Type && member.GetCustomAttribute<BreaksAttribute>() is { } attribute)
                    yield return (name, member.Name, attribute.Rule);
        }
    }
}
