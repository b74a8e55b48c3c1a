namespace Likeness.Data.Detection;

/// <summary>
/// A time that stands for none, as programs write it: the first that a clock, a database or a spreadsheet has, or the last year. It is further from all other times of the column than these are from each other.
/// </summary>
internal sealed class TimeSentinels
{
    private const int MinRows = 5;
    private const int MinOthers = 20;
    private const double SecondsPerDay = 86400;
    private const double MinDistance = 5 * 365.25 * SecondsPerDay;

    private static readonly HashSet<double> Days =
    [
        .. new DateOnly[]
        {
            new(1, 1, 1),
            new(1753, 1, 1), // SQL Server
            new(1899, 12, 30), // spreadsheets
            new(1899, 12, 31),
            new(1900, 1, 1),
            new(1970, 1, 1), // Unix
            new(2099, 12, 31),
            new(2999, 12, 31),
            new(9999, 12, 31),
        }.Select(day => (day.ToDateTime(default) - DateTime.UnixEpoch).TotalDays),
    ];

    private string? text;
    private double at;
    private int rows;
    private bool areSeveral;
    private int others;
    private double first = double.PositiveInfinity; // of the others
    private double last = double.NegativeInfinity;

    /// <summary>Adds a time.</summary>
    /// <param name="cell">Its text.</param>
    /// <param name="value">Seconds since 1970.</param>
    public void Add(ReadOnlySpan<char> cell, double value)
    {
        if (!Days.Contains(Math.Floor(value / SecondsPerDay)))
        {
            others++;
            (first, last) = (Math.Min(first, value), Math.Max(last, value));
            return;
        }

        if (text is null)
        {
            (text, at) = (cell.ToString(), value);
        }

        areSeveral |= !cell.SequenceEqual(text);
        rows++;
    }

    /// <summary>The text of the time; null for none, or for several.</summary>
    public string? Text =>
        !areSeveral
        && rows >= MinRows
        && others >= MinOthers
        && Math.Min(Math.Abs(first - at), Math.Abs(last - at)) > Math.Max(MinDistance, last - first)
            ? text
            : null;
}
