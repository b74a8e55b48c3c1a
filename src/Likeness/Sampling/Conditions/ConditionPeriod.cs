using System.Globalization;
using Likeness.Data.Kinds;

namespace Likeness.Sampling.Conditions;

/// <summary>A period of time in the text of a condition, in the letters of ISO 8601, however the file writes its times: a year, a month, a day, or a time to the hour, minute or second.</summary>
internal static class ConditionPeriod
{
    private static readonly (string Format, Func<DateTime, DateTime> End)[] Forms =
    [
        ("yyyy", at => at.AddYears(1)),
        ("yyyy-MM", at => at.AddMonths(1)),
        ("yyyy-MM-dd", at => at.AddDays(1)),
        ("yyyy-MM-dd HH", at => at.AddHours(1)),
        ("yyyy-MM-dd HH:mm", at => at.AddMinutes(1)),
        ("yyyy-MM-dd HH:mm:ss", at => at.AddSeconds(1)),
    ];

    /// <summary>Reads a period.</summary>
    /// <param name="text">The period.</param>
    /// <param name="kind">The column's kind, whose zone is meant.</param>
    /// <param name="first">Its first second.</param>
    /// <param name="end">The first second behind it.</param>
    public static bool TryRead(string text, TimeKind kind, out double first, out double end)
    {
        foreach (var (format, endOf) in Forms)
        {
            if (
                DateTime.TryParseExact(
                    text.Replace('T', ' '),
                    format,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var at
                )
                && at.Year < DateTime.MaxValue.Year
            )
            {
                (first, end) = (Cell(at), Cell(endOf(at)));
                return true;
            }
        }

        (first, end) = (double.NaN, double.NaN);
        return false;

        double Cell(DateTime at) => (at - DateTime.UnixEpoch).TotalSeconds - kind.Offset.TotalSeconds;
    }

    /// <summary>The condition that a sign and a period mean.</summary>
    /// <param name="column">The place of the column.</param>
    /// <param name="sign">The sign.</param>
    /// <param name="first">The period's first second.</param>
    /// <param name="end">The first second behind it.</param>
    public static Condition Compare(int column, string sign, double first, double end) =>
        sign switch
        {
            "<" => new(column, double.NegativeInfinity, first, HighOpen: true),
            "<=" => new(column, double.NegativeInfinity, end, HighOpen: true),
            ">" => new(column, end, double.PositiveInfinity),
            ">=" => new(column, first, double.PositiveInfinity),
            _ => new(column, first, end, HighOpen: true),
        };
}
