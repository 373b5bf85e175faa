using System.Globalization;

namespace Witan.Tests.Planted;

public sealed class NumbersAndText
{
    [Breaks("floating point")] private double _share;
    [Breaks("floating point")] private Half _small;
    [Breaks("floating point")] private List<float>? _many;

    [Breaks("floating point")] public static long Scaled(long value) => (long)(value * 1.5);
    [Breaks("floating point")] public static long Narrow(long value) => (long)(value * 1.5f);
    [Breaks("floating point")] public static long Unsigned(ulong value) => (long)(decimal)(float)value;
    [Breaks("floating point")] public static TimeSpan Span() => TimeSpan.FromSeconds((double)2);
    [Breaks("floating point")] public static double Returned() => 0;
    [Breaks("floating point")] public static void Taken(float value) { }

    [Breaks("culture")] public static CultureInfo Current() => CultureInfo.CurrentCulture;
    [Breaks("culture")] public static CultureInfo Shown() => CultureInfo.CurrentUICulture;
    [Breaks("culture")] public static StringComparer Comparer() => StringComparer.CurrentCulture;
    [Breaks("culture")] public static StringComparer IgnoreCase() => StringComparer.CurrentCultureIgnoreCase;
    [Breaks("culture")] public static int CompareTo(string left, string right) => left.CompareTo(right);
    [Breaks("culture")] public static int Compare(string left, string right) => string.Compare(left, right);
    [Breaks("culture")] public static bool StartsWith(string left, string right) => left.StartsWith(right);
    [Breaks("culture")] public static bool EndsWith(string left, string right) => left.EndsWith(right);
    [Breaks("culture")] public static int IndexOf(string left, string right) => left.IndexOf(right);
    [Breaks("culture")] public static int LastIndexOf(string left, string right) => left.LastIndexOf(right);
    [Breaks("culture")] public static string Upper(string text) => text.ToUpper();
    [Breaks("culture")] public static string Lower(string text) => text.ToLower();
    [Breaks("culture")] public static string Format(int value) => string.Format("{0}", value);
}
