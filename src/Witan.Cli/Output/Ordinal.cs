using System.Globalization;

namespace Witan.Cli.Output;

/// <summary>Numbers in a row, as people say them.</summary>
internal static class Ordinal
{
    /// <summary>1st, 2nd, 3rd, 4th, 11th, 21st.</summary>
    public static string Of(long number)
    {
        var ending = (number % 100) is >= 11 and <= 13 ? "th" : (number % 10) switch
        {
            1 => "st",
            2 => "nd",
            3 => "rd",
            _ => "th",
        };
        return number.ToString(CultureInfo.InvariantCulture) + ending;
    }
}
