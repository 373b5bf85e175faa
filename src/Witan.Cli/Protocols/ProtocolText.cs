using System.Globalization;
using Witan.Core.Ordering;
using Witan.Simulation.Scenarios;

namespace Witan.Cli.Protocols;

/// <summary>
/// What a genesis says of its protocol: the name, then ";option=value" for each option that is not at its default, by
/// name. Equal rules have equal texts, and rules that are all defaults the bare name.
/// </summary>
internal static class ProtocolText
{
    private const char Separator = ';';

    /// <summary>The name alone of a text.</summary>
    public static string NameIn(string text) => text.Split(Separator)[0];

    /// <summary>The text for a new cluster.</summary>
    /// <param name="name">Of a protocol.</param>
    /// <param name="options">Each NAME=VALUE.</param>
    /// <exception cref="UsageException">There is no such protocol or option, or a value is none that it can
    /// have.</exception>
    public static string Of(string name, IReadOnlyList<string> options)
    {
        var description = Registrations.Known(name).Description;
        return string.Join(Separator, [name, .. Values(description, options).Select(Show)]);
    }

    /// <summary>The protocol that a text means.</summary>
    /// <exception cref="UsageException">This program knows no such protocol or option, or writes the text
    /// otherwise.</exception>
    public static IProtocol Read(string text)
    {
        var parts = text.Split(Separator);
        var (protocol, description) = Registrations.Known(parts[0]);
        if (parts.Length == 1) return protocol;
        var values = Values(description, parts[1..]);
        if (text != Of(parts[0], parts[1..]))
            throw new UsageException($"the protocol '{text}' is written as '{Of(parts[0], parts[1..])}'");
        return new ConfiguredProtocol(text, description.Configured!(new ProtocolOptions { Further = [.. values] }));
    }

    /// <summary>What is given and not the default, by name in ordinal order.</summary>
    private static IEnumerable<Named<double>> Values(ProtocolDescription description, IReadOnlyList<string> texts)
    {
        var values = new SortedList<string, double>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var (option, value) = Parse(description, text);
            if (!values.TryAdd(option.Name, value))
                throw new UsageException($"the option {option.Name} is given twice");
        }

        return description.Options.OrderBy(o => o.Name, StringComparer.Ordinal)
            .Where(o => values.TryGetValue(o.Name, out var value) && value != o.Default)
            .Select(o => new Named<double>(o.Name, values[o.Name]));
    }

    private static (ProtocolOption Option, long Value) Parse(ProtocolDescription description, string text)
    {
        if (text.Split('=', 2) is not [{ Length: > 0 } name, var value])
            throw new UsageException($"the option '{text}' is not of the form NAME=VALUE; {List(description)}");
        if (description.Options.FirstOrDefault(o => o.Name == name) is not { } option)
            throw new UsageException($"there is no option '{name}'; {List(description)}");
        if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < option.Min || number > option.Max)
            throw new UsageException(string.Create(
                CultureInfo.InvariantCulture,
                $"the option {name} must be a whole number from {option.Min} to {option.Max}, not '{value}'"));
        return (option, number);
    }

    private static string List(ProtocolDescription description) =>
        $"{description.Name} has " + (description.Options.Count == 0
            ? "none" : string.Join(", ", description.Options.Select(option => option.Name)));

    private static string Show(Named<double> option) =>
        string.Create(CultureInfo.InvariantCulture, $"{option.Name}={option.Value}");
}
