using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Witan.Cli.Parsing;

/// <summary>Options that take a number: each has a range, says it in its help, and refuses what is outside.</summary>
internal static class Numbers
{
    /// <param name="name">With its dashes.</param>
    /// <param name="meaning">For people, without a full stop: the range follows.</param>
    /// <param name="least">The smallest that is taken.</param>
    /// <param name="most">The largest.</param>
    /// <param name="preset">Without the option.</param>
    public static Option<T> Option<T>(string name, string meaning, T least, T most, T preset)
        where T : struct, INumber<T>, IMinMaxValue<T> => new(name)
    {
        Description = Describe(meaning, least, most),
        DefaultValueFactory = _ => preset,
        CustomParser = result => Parse(result, name, least, most),
    };

    /// <summary>As above; null without the option.</summary>
    public static Option<T?> Optional<T>(string name, string meaning, T least, T most)
        where T : struct, INumber<T>, IMinMaxValue<T> => new(name)
    {
        Description = Describe(meaning, least, most), CustomParser = result => Parse(result, name, least, most),
    };

    private static string Describe<T>(string meaning, T least, T most)
        where T : struct, INumber<T>, IMinMaxValue<T> =>
        most == T.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"{meaning} ({least} or more).")
            : string.Create(CultureInfo.InvariantCulture, $"{meaning} ({least} to {most}).");

    private static T Parse<T>(ArgumentResult result, string name, T least, T most)
        where T : struct, INumber<T>, IMinMaxValue<T>
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most) return number;
        result.AddError(string.Create(
            CultureInfo.InvariantCulture, $"{name} must be a whole number from {least} to {most}, not '{text}'"));
        return least;
    }
}
