using System.Globalization;

namespace Witan.Registry;

/// <summary>
/// The place of one change: the store's revision that a request made, and the number of the change within that request,
/// from 0. A fresh store is at 1 without any change; the first change is 2.0.
/// </summary>
public readonly record struct Revision(long Main, uint Sub) : IComparable<Revision>
{
    public int CompareTo(Revision other)
    {
        var main = Main.CompareTo(other.Main);
        return main != 0 ? main : Sub.CompareTo(other.Sub);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Main}.{Sub}");

    public static bool operator <(Revision left, Revision right) => left.CompareTo(right) < 0;

    public static bool operator >(Revision left, Revision right) => left.CompareTo(right) > 0;

    public static bool operator <=(Revision left, Revision right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Revision left, Revision right) => left.CompareTo(right) >= 0;
}
