using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>One format that has read all times of a column so far, and what its times are like.</summary>
/// <param name="kind">The format.</param>
internal sealed class TimeReading(ColumnKind kind)
{
    private const int MinMonths = 3;
    private const int MinTimes = 5;

    // Days of a few weeks, read with day and month exchanged, are those of as many months.
    private const double MuchShorter = 3;

    private double first = double.PositiveInfinity;
    private double last = double.NegativeInfinity;
    private double previous = double.NaN;
    private int changes;
    private bool begins = true;

    private readonly TimeSentinels sentinels = new();

    /// <summary>The format.</summary>
    public ColumnKind Kind => kind;

    /// <summary>The text of a time that stands for none; null where there is none.</summary>
    public string? Sentinel => sentinels.Text;

    // Times that are all of the first day of a month.
    private bool AreMonths => begins && changes >= MinMonths;

    /// <summary>Adds a cell.</summary>
    /// <returns>False if the format does not read it.</returns>
    public bool Add(ReadOnlySpan<char> text)
    {
        if (!kind.TryRead(text, out double value))
        {
            return false;
        }

        if (kind is TimeKind time)
        {
            first = Math.Min(first, value);
            last = Math.Max(last, value);
            begins = begins && time.At(value) is { Day: 1 };
            changes += value == previous ? 0 : 1;
            previous = value;
            sentinels.Add(text, value);
        }

        return true;
    }

    /// <summary>Whether the times are likelier than in another reading, which exchanges day and month: first days of months, or times of a much shorter span. Months are hardly ever before points.</summary>
    public bool IsBetter(TimeReading other) =>
        AreMonths != other.AreMonths
            ? AreMonths
            : changes >= MinTimes
                && (last - first) * MuchShorter < other.last - other.first
                && other.Kind is TimeKind { Format: var format }
                && !format.StartsWith("d.", StringComparison.Ordinal)
                && !format.StartsWith("dd.", StringComparison.Ordinal);
}
