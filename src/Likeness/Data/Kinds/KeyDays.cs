using System.Globalization;

namespace Likeness.Data.Kinds;

/// <summary>Parts of keys that are days, such as those of <c>SN240315-0042</c>.</summary>
internal static class KeyDays
{
    private const int MaxDays = 4000;
    private const int MinDays = 10;
    private static readonly string[] Formats = ["yyMMdd", "yyyyMMdd"];

    /// <summary>All days from the first to the last, in the format of the texts; null if some text is no day, or they are few or too many.</summary>
    /// <param name="texts">The different texts.</param>
    public static IReadOnlyList<string>? From(IReadOnlyCollection<string> texts)
    {
        string? format = Array.Find(Formats, one => one.Length == texts.First().Length);
        if (format is null || texts.Count < MinDays)
        {
            return null;
        }

        var (first, last) = (DateTime.MaxValue, DateTime.MinValue);
        foreach (string text in texts)
        {
            if (!DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return null;
            }

            (first, last) = (day < first ? day : first, day > last ? day : last);
        }

        int days = (last - first).Days + 1;
        return days > MaxDays
            ? null
            :
            [
                .. Enumerable
                    .Range(0, days)
                    .Select(i => first.AddDays(i).ToString(format, CultureInfo.InvariantCulture)),
            ];
    }
}
