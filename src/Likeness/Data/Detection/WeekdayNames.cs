using System.Globalization;

namespace Likeness.Data.Detection;

/// <summary>English names of weekdays before a date.</summary>
internal static class WeekdayNames
{
    // Each time that they are asked for, they are copied.
    private static readonly (string Format, string[] Names)[] All =
    [
        ("dddd", CultureInfo.InvariantCulture.DateTimeFormat.DayNames),
        ("ddd", CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames),
    ];

    /// <summary>The format of a day of the week before a date, with what separates them; empty for none.</summary>
    /// <param name="text">The date.</param>
    public static string FormatOf(string text)
    {
        foreach (var (format, names) in All)
        {
            if (Array.Find(names, day => text.StartsWith(day, StringComparison.OrdinalIgnoreCase)) is { } day)
            {
                int rest = day.Length;
                while (rest < text.Length && text[rest] is ' ' or ',')
                {
                    rest++;
                }

                return format + text[day.Length..rest];
            }
        }

        return "";
    }
}
