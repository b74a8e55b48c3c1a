using Likeness.Evaluation;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>
/// What each time does to the numbers of all series of a panel, beside the level of each (the two-way model of panel data, by medians): where wages rise by some percent a year everywhere, what is left are small departures.
/// </summary>
/// <param name="Times">The times that have an effect, increasing; others lie between these.</param>
/// <param name="Values">The effect of each: a factor of numbers that are divided by levels, else a summand.</param>
internal sealed record TimeEffects(IReadOnlyList<double> Times, IReadOnlyList<double> Values)
{
    private const int MaxTimes = 1000;
    private const int MinRows = 5; // of a time
    private const double MeanRows = 10; // of all

    // Of the mean error of numbers beside the level of their series alone, in series that effects are not found by.
    private const double MaxError = 0.95;

    // Levels that times have moved away from each other, and effects, are found in turn.
    private const int Rounds = 5;

    /// <summary>The effect of a time.</summary>
    public double At(double time) => LinearSpline.At(Times, Values, 0, time);

    /// <summary>A level beside effects; as it is where these say nothing of other series.</summary>
    /// <param name="level">The level of a column, without a path.</param>
    /// <param name="cells">The training rows' numbers.</param>
    /// <param name="seriesOf">The series of each row; −1 for none.</param>
    /// <param name="times">The time of each row.</param>
    public static SeriesLevel Beside(SeriesLevel level, double[] cells, int[] seriesOf, double[] times)
    {
        int[] rows =
        [
            .. Enumerable
                .Range(0, cells.Length)
                .Where(row => seriesOf[row] >= 0 && !double.IsNaN(cells[row] - times[row])),
        ];
        int count = rows.Select(row => times[row]).Distinct().Count();
        if (count is < 2 or > MaxTimes || rows.Length < MeanRows * count || !Tell())
        {
            return level;
        }

        for (int round = 0; round < Rounds; round++)
        {
            var alone = level with { Effects = null };
            if (Find(alone, rows, cells, seriesOf, times) is not { } effects)
            {
                return alone;
            }

            level = level.Fitted([.. cells.Select((cell, row) => Without(effects, cell, times[row]))], seriesOf) with
            {
                Effects = effects,
            };
        }

        return level;

        // Each half of the series by the other.
        bool Tell()
        {
            var (with, without) = (0.0, 0.0);
            for (int half = 0; half < 2; half++)
            {
                int[] fitted = Array.FindAll(rows, row => seriesOf[row] % 2 == half);
                if (Find(level, fitted, cells, seriesOf, times) is not { } effects)
                {
                    return false;
                }

                var beside = level with { Effects = effects };
                double middle = Spread.Median([.. fitted.Select(row => Relative(level, row))]);
                foreach (int row in rows.Where(row => seriesOf[row] % 2 != half))
                {
                    double scale = level.IsRatio ? effects.At(times[row]) : 1;
                    with += scale * Math.Abs(Relative(beside, row) - middle);
                    without += Math.Abs(Relative(level, row) - middle);
                }
            }

            return with < MaxError * without;
        }

        double Without(TimeEffects effects, double cell, double time) =>
            double.IsNaN(time) ? cell
            : level.IsRatio ? cell / effects.At(time)
            : cell - effects.At(time);

        double Relative(SeriesLevel one, int row) => one.Relative(cells[row], seriesOf[row], times[row]);
    }

    // The median of each time, relative to that of all, so that numbers of unknown times are beside the others; null where too few times have enough rows, or a factor would be 0.
    private static TimeEffects? Find(SeriesLevel level, int[] rows, double[] cells, int[] seriesOf, double[] times)
    {
        double Relative(int row) => level.Relative(cells[row], seriesOf[row], times[row]);
        double middle = Spread.Median([.. rows.Select(Relative)]);
        (double Time, double Value)[] found =
        [
            .. rows.GroupBy(row => times[row])
                .Where(group => group.Count() >= MinRows)
                .OrderBy(group => group.Key)
                .Select(group => (group.Key, Spread.Median([.. group.Select(Relative)]))),
        ];
        return found.Length < 2 || (level.IsRatio && !Array.TrueForAll(found, one => one.Value > 0))
            ? null
            : new(
                [.. found.Select(one => one.Time)],
                [.. found.Select(one => level.IsRatio ? one.Value / middle : one.Value - middle)]
            );
    }

    /// <inheritdoc/>
    public bool Equals(TimeEffects? other) =>
        other is not null && Times.SequenceEqual(other.Times) && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Times.Count, Values.Count);
}
