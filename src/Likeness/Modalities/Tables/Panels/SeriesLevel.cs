using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>
/// A number of a panel that is learned relative to the level of its series, such as the sales of a store to what it sells on average: all series then share what weekdays, seasons and promotions do to them. The level may
/// go along a path of times.
/// </summary>
/// <param name="Column">Its column.</param>
/// <param name="IsRatio">Whether numbers are divided by the level; else it is subtracted.</param>
/// <param name="Levels">The level of each series, at each knot of its path if it has one: relative to the geometric mean of all, or to the mean.</param>
/// <param name="Grid">The grid of the numbers; null if they have none.</param>
/// <param name="Decimals">Decimal places of the numbers; null if they are not rounded.</param>
internal sealed record SeriesLevel(string Column, bool IsRatio, IReadOnlyList<double> Levels, Grid? Grid, int? Decimals)
{
    private const int MinSeries = 3;
    private const int MinRows = 5; // of a series that says how far its numbers vary

    // Of the variance, the part between series, in the sense of a random effect.
    private const double MinBetween = 0.1;

    private const double OuterFence = 3; // beyond the quartiles, in the distances of these

    // Numbers of fewer steps are counts whose spread follows their level otherwise.
    private const double MinSteps = 3;

    /// <summary>From which power of the level on that the spread grows with, ratios vary more similarly than differences.</summary>
    public const double RatioPower = 0.5;

    // Other rows than those of training may have numbers without a logarithm.
    private const double LeastPositive = 1e-9;

    private const double ZeroInSteps = 0.3;

    // Of all rows, and as a multiple of any other value.
    private const double MaxZeros = 0.05;
    private const int ZerosFactor = 3;

    // Values that many series have: of the rows; and of the places between the lowest and the highest, which are not all taken then.
    private const double MinCommon = 0.5;
    private const double MaxTaken = 0.5;
    private const int MinSeriesOfCommon = 5;

    /// <summary>The times between which levels go linearly; none where a series has one level.</summary>
    public IReadOnlyList<double> Knots { get; init; } = [];

    /// <summary>The level of each series without a path; null where it has none, or this is that.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SeriesLevel? Whole { get; init; }

    /// <summary>What times do to all series, beside these levels; null for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeEffects? Effects { get; init; }

    /// <summary>Whether numbers are relative to their times, too.</summary>
    [JsonIgnore]
    public bool NeedsTimes => Knots.Count > 0 || Effects is not null;

    /// <summary>Whether levels are logarithms, and numbers are learned as logarithms of ratios: they then grow by a factor from time to time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AreLogs { get; init; }

    /// <summary>The level of a series at a time, with what this does to all; that of the middle for no series.</summary>
    /// <param name="series">The series; −1 for none.</param>
    /// <param name="time">The time; NaN where it is unknown.</param>
    public double Of(int series, double time) =>
        Effects is null || double.IsNaN(time) ? Alone(series, time)
        : IsRatio ? Alone(series, time) * Effects.At(time)
        : Alone(series, time) + Effects.At(time);

    private double Alone(int series, double time) =>
        series < 0 || (Knots.Count > 0 && double.IsNaN(time)) ? (IsRatio ? 1 : 0)
        : Knots.Count == 0 ? Levels[series]
        : AreLogs ? Math.Exp(LinearSpline.At(Knots, Levels, series * Knots.Count, time))
        : LinearSpline.At(Knots, Levels, series * Knots.Count, time);

    // A zero stands for what is rounded to it.
    private double Least => LeastOf(Grid?.Step ?? (Decimals is int places ? Math.Pow(10, -places) : 0));

    /// <summary>The smallest number that has a logarithm: of rounded ones, one that is rounded to 0.</summary>
    /// <param name="step">The step of the numbers; 0 if they are not rounded.</param>
    public static double LeastOf(double step) => step > 0 ? ZeroInSteps * step : LeastPositive;

    /// <summary>A number relative to the level of its series.</summary>
    public double Relative(double number, int series, double time) =>
        AreLogs ? Math.Log(Math.Max(number, Least) / Of(series, time))
        : IsRatio ? number / Of(series, time)
        : number - Of(series, time);

    /// <summary>The logarithm of the derivative of <see cref="Relative"/> by the number.</summary>
    public double LogDerivative(double number, int series, double time) =>
        AreLogs ? (number > Least ? -Math.Log(number) : 0)
        : IsRatio ? -Math.Log(Of(series, time))
        : 0;

    /// <summary>The inverse.</summary>
    public double Absolute(double relative, int series, double time)
    {
        double number =
            AreLogs ? Math.Exp(relative) * Of(series, time)
            : IsRatio ? relative * Of(series, time)
            : relative + Of(series, time);
        return double.IsNaN(number) ? number
            : Grid is { } grid ? grid.Snap(number)
            : RoundedNumber.Of(number, Decimals);
    }

    /// <summary>The step of the numbers of a column; 0 if they are not rounded.</summary>
    public static double StepOf(Table encoded, int at) =>
        encoded.Columns[at].Grid?.Step
        ?? (RoundedNumber.DecimalsOf(encoded, at) is int places ? Math.Pow(10, -places) : 0);

    /// <summary>The level of each series of a column, without a path; null where it has none.</summary>
    /// <param name="encoded">Training rows as the rules leave them.</param>
    /// <param name="at">The place of the column.</param>
    /// <param name="seriesOf">The series of each row; −1 for none.</param>
    /// <param name="count">The number of series.</param>
    public static SeriesLevel? Find(Table encoded, int at, int[] seriesOf, int count)
    {
        var raw = Grouped(encoded.ColumnValues(at), seriesOf);
        var groups = WithoutOutliers(raw);
        double step = StepOf(encoded, at);
        double[][] large = [.. groups.Select(group => group.Cells).Where(group => group.Length >= MinRows)];
        if (
            large.Length < MinSeries
            || BetweenPart(large) < MinBetween
            || AreCommon([.. raw.Select(group => group.Cells)], step)
        )
        {
            return null;
        }

        double[] spreads = [.. large.Select(Spread).Order()];
        double spread = spreads[spreads.Length / 2];
        if (!(spread > 0 && spread >= MinSteps * step))
        {
            return null;
        }

        bool isRatio =
            Array.TrueForAll(
                groups,
                group => group.Cells.Average() > 0 && Array.TrueForAll(group.Cells, cell => cell >= 0)
            )
            && PowerOf(large) >= RatioPower;
        // Nothing is the same in all series, whatever their levels.
        if (!isRatio && MeansNothing(raw.SelectMany(group => group.Cells)))
        {
            return null;
        }

        var column = encoded.Columns[at];
        return new(
            column.Name,
            isRatio,
            LevelsOf(groups, isRatio, count),
            column.Grid,
            RoundedNumber.DecimalsOf(encoded, at)
        );
    }

    /// <summary>This level, without a path, of other numbers.</summary>
    /// <param name="cells">The numbers of training rows.</param>
    /// <param name="seriesOf">The series of each row; −1 for none.</param>
    public SeriesLevel Fitted(double[] cells, int[] seriesOf) =>
        this with
        {
            Levels = LevelsOf(WithoutOutliers(Grouped(cells, seriesOf)), IsRatio, Levels.Count),
        };

    // Relative to the middle.
    private static double[] LevelsOf((int Series, double[] Cells)[] groups, bool isRatio, int count)
    {
        double[] means = [.. groups.Select(group => group.Cells.Average())];
        double centre = isRatio ? Math.Exp(means.Average(Math.Log)) : means.Average();
        // A series without training rows is as the middle of the others.
        double[] levels = new double[count];
        Array.Fill(levels, isRatio ? 1 : 0);
        foreach (var (i, (series, _)) in groups.Index())
        {
            levels[series] = isRatio ? means[i] / centre : means[i] - centre;
        }

        return levels;
    }

    private static (int Series, double[] Cells)[] Grouped(double[] cells, int[] seriesOf) =>
        [
            .. seriesOf
                .Index()
                .Where(one => one.Item >= 0 && !double.IsNaN(cells[one.Index]))
                .GroupBy(one => one.Item, one => cells[one.Index])
                .Select(group => (group.Key, group.ToArray())),
        ];

    // One number that is wrong by a factor would move the level of all others (Tukey's outer fences).
    private static (int Series, double[] Cells)[] WithoutOutliers((int Series, double[] Cells)[] groups) =>
        Array.ConvertAll(groups, group => (group.Series, Array.ConvertAll(group.Cells, Fences(group.Cells))));

    private static Converter<double, double> Fences(double[] cells)
    {
        double[] sorted = Evaluation.Spread.Sorted(cells);
        var (low, high) = (Evaluation.Spread.Quantile(sorted, 0.25), Evaluation.Spread.Quantile(sorted, 0.75));
        double beyond = high > low ? OuterFence * (high - low) : double.PositiveInfinity;
        return cell => Math.Clamp(cell, low - beyond, high + beyond);
    }

    // Whether 0 stands out of the other values.
    private static bool MeansNothing(IEnumerable<double> cells)
    {
        var counts = cells.CountBy(cell => cell).ToDictionary();
        int zeros = counts.GetValueOrDefault(0);
        int others = counts.Where(one => one.Key != 0).Select(one => one.Value).DefaultIfEmpty(0).Max();
        return zeros > MaxZeros * counts.Values.Sum() && zeros > ZerosFactor * others;
    }

    // Whether numbers are mostly some that many series have, such as ages of 18, 19 and 21 years: beside a level they would be others.
    private static bool AreCommon(double[][] groups, double step)
    {
        (double Value, int Rows)[] common =
        [
            .. groups
                .SelectMany(group => group.CountBy(cell => cell))
                .GroupBy(one => one.Key, one => one.Value)
                .Where(one => one.Count() >= MinSeriesOfCommon)
                .Select(one => (one.Key, one.Sum())),
        ];
        if (common.Sum(one => one.Rows) < MinCommon * groups.Sum(group => group.Length))
        {
            return false;
        }

        double range = common.Max(one => one.Value) - common.Min(one => one.Value);
        return step == 0 || common.Length < MaxTaken * ((range / step) + 1);
    }

    private static double Spread(double[] group)
    {
        double mean = group.Average();
        return Math.Sqrt(group.Sum(cell => (cell - mean) * (cell - mean)) / (group.Length - 1));
    }

    // The intraclass correlation, from the mean squares of a one-way analysis of variance.
    private static double BetweenPart(double[][] groups)
    {
        int rows = groups.Sum(group => group.Length);
        double mean = groups.Sum(group => group.Sum()) / rows;
        double between = groups.Sum(group => group.Length * Math.Pow(group.Average() - mean, 2)) / (groups.Length - 1);
        double within = groups.Sum(group => Math.Pow(Spread(group), 2) * (group.Length - 1)) / (rows - groups.Length);
        double size = (rows - (groups.Sum(group => (double)group.Length * group.Length) / rows)) / (groups.Length - 1);
        double part = (between - within) / (between + ((size - 1) * within));
        return double.IsNaN(part) ? 0 : part;
    }

    /// <summary>The slope of the logarithm of spreads on that of levels.</summary>
    /// <param name="groups">Numbers of groups with a level.</param>
    public static double PowerOf(double[][] groups)
    {
        (double X, double Y)[] points =
        [
            .. groups
                .Where(group => Spread(group) > 0 && group.Average() > 0)
                .Select(group => (Math.Log(group.Average()), Math.Log(Spread(group)))),
        ];
        if (points.Length < MinSeries)
        {
            return 0;
        }

        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => Math.Pow(point.X - x, 2));
    }

    /// <inheritdoc/>
    public bool Equals(SeriesLevel? other) =>
        other is not null
        && (Column, IsRatio, AreLogs, Grid, Decimals)
            == (other.Column, other.IsRatio, other.AreLogs, other.Grid, other.Decimals)
        && Equals(Whole, other.Whole)
        && Effects == other.Effects
        && Levels.SequenceEqual(other.Levels)
        && Knots.SequenceEqual(other.Knots);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, IsRatio, Levels.Count);
}
