using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>
/// Finds the numbers of a panel that go along a path of each series, such as temperatures or prices: linear splines by least squares, whose knots stand as far apart as other rows of the series confirm.
/// </summary>
internal sealed class SeriesPathSearch
{
    // Times from knot to knot: a path is that of at least so many rows.
    private static readonly int[] Spacings = [10, 20, 40, 80, 160];

    // Short series have a line.
    private const int MinRows = 40; // of a series with a path
    private const int MinRowsOfLine = 6;
    private const int Line = 0;

    private const double MinPart = 0.8; // of the rows, in series with one
    private const int MaxLevels = 50_000; // of a column, in the file of a run
    private const int MaxChoiceRows = 50_000; // by which the distance of knots is chosen
    private const int Folds = 5;

    // Of the variance within series, what is left around paths that were fitted to other rows.
    private const double MaxRest = 0.5;

    // A number that mostly stays, and then goes further than its grid, has no path.
    private const double MaxStaying = 0.3;
    private const double MinStaySteps = 3;

    // Sums that begin again and numbers among which some stand for nothing jump: the largest steps, and their part of the squares of all.
    private const double LargestSteps = 0.01;
    private const double MaxJumps = 0.5;

    // Zeros of numbers whose logarithms go along a path: of the rows, where as many are of few steps.
    private const double MaxZeros = 0.15;
    private const double SmallSteps = 5.5;

    // Of the grid: what is left around a path must be more than its rounding.
    private const double MinSteps = 1;

    private readonly PanelRows panel;
    private readonly Table encoded;
    private readonly int[] seriesOf;
    private readonly Column time;
    private readonly double[] times;
    private readonly int[][] sorted; // the rows of each series, in the order of time

    /// <summary>Prepares the search.</summary>
    /// <param name="panel">Which rows the panel has.</param>
    /// <param name="encoded">Training rows as the rules leave them, with their times.</param>
    /// <param name="seriesOf">The series of each row; −1 for none.</param>
    public SeriesPathSearch(PanelRows panel, Table encoded, int[] seriesOf)
    {
        (this.panel, this.encoded, this.seriesOf) = (panel, encoded, seriesOf);
        time = encoded.Columns.First(column => column.Name == panel.Time);
        times = new NamedCells(encoded)[panel.Time];
        sorted =
        [
            .. Enumerable
                .Range(0, encoded.RowCount)
                .Where(row => seriesOf[row] >= 0 && !double.IsNaN(times[row]))
                .GroupBy(row => seriesOf[row])
                .Select(group => group.OrderBy(row => times[row]).ToArray()),
        ];
    }

    /// <summary>What the paths of a column are fitted to; null where it has none.</summary>
    /// <param name="at">The place of the column.</param>
    public SeriesPoints? Find(int at)
    {
        double[] cells = encoded.ColumnValues(at);
        int[][] series = Series(cells);
        var (large, spacings) = IsOfMost(series, MinRows)
            ? (Array.FindAll(series, one => one.Length >= MinRows), [.. Spacings.Where(IsPossible)])
            : (Array.FindAll(series, one => one.Length >= MinRowsOfLine), (int[])[Line]);
        double step = SeriesLevel.StepOf(encoded, at);
        if (!IsOfMost(series, MinRowsOfLine) || Stays(large, cells, step))
        {
            return null;
        }

        bool arePositive = series.All(one => one.All(row => cells[row] > 0));
        bool isLine = spacings is [Line];
        bool areRatios =
            (arePositive || (isLine && AreRoundedToZero(series, cells, step))) && VaryByLevel(large, cells);
        bool areLogs = areRatios && isLine;
        if (areLogs)
        {
            double least = SeriesLevel.LeastOf(step);
            cells = Array.ConvertAll(cells, cell => Math.Log(Math.Max(cell, least)));
            step /= Math.Exp(series.SelectMany(one => one).Average(row => cells[row]));
        }

        cells = SeasonProfile.Without(time, times, series, cells);
        if (Jumps(large, cells))
        {
            return null;
        }

        int count = 0;
        large = [.. large.TakeWhile(one => (count += one.Length) <= MaxChoiceRows || count == one.Length)];
        int rows = large.Sum(one => one.Length);
        var (spacing, rest) = spacings
            .Select(one => (Spacing: one, Left: Rest(large, cells, Knots(one))))
            .DefaultIfEmpty((Spacing: 0, Left: double.PositiveInfinity))
            .MinBy(one => one.Left);
        return rest <= MaxRest * Within(large, cells) && Math.Sqrt(rest / rows) >= MinSteps * step
            ? new(at, series, cells, Knots(spacing), arePositive, areRatios, areLogs)
            : null;
    }

    /// <summary>Paths.</summary>
    /// <param name="points">What they are fitted to.</param>
    /// <param name="isRatio">Whether numbers are divided by them.</param>
    /// <param name="isUsed">Whether a row is fitted to.</param>
    public SeriesLevel Fit(SeriesPoints points, bool isRatio, Func<int, bool> isUsed)
    {
        var (at, series, cells, knots, _, _, areLogs) = points;
        double[] all = [.. series.SelectMany(one => one).Select(row => cells[row])];
        bool areDivided = isRatio && !areLogs;
        double centre = areDivided ? Math.Exp(all.Average(Math.Log)) : all.Average();
        // A series without training rows is as the middle of the others.
        double[] levels = new double[panel.Series.Count * knots.Length];
        Array.Fill(levels, areDivided ? 1 : 0);
        foreach (int[] one in series)
        {
            double lowest = one.Min(row => cells[row]);
            foreach (var (k, level) in Path(one.Where(isUsed), cells, knots).Index())
            {
                levels[(seriesOf[one[0]] * knots.Length) + k] = areDivided
                    ? Math.Max(level, lowest) / centre
                    : level - centre;
            }
        }

        var column = encoded.Columns[at];
        return new(column.Name, isRatio, levels, column.Grid, RoundedNumber.DecimalsOf(encoded, at))
        {
            Knots = knots,
            AreLogs = areLogs,
        };
    }

    private bool IsPossible(int spacing) =>
        panel.Times.Count >= 2 * spacing && (long)(panel.Times.Count / spacing) * panel.Series.Count <= MaxLevels;

    private double[] Knots(int spacing) =>
        spacing == Line
            ? [panel.Times[0], panel.Times[^1]]
            :
            [
                .. panel.Times.Where((_, i) => i % spacing == 0 && i + (spacing / 2) < panel.Times.Count),
                panel.Times[^1],
            ];

    private static bool IsOfMost(int[][] series, int minRows) =>
        series.Where(one => one.Length >= minRows).Sum(one => one.Length)
        >= Math.Max(1, MinPart * series.Sum(one => one.Length));

    private double[] Path(IEnumerable<int> rows, double[] cells, double[] knots) =>
        LinearSpline.Fit(knots, rows.Select(row => (times[row], cells[row])));

    // The rows of each series that have a number, in the order of time.
    private int[][] Series(double[] cells) =>
        [.. sorted.Select(one => Array.FindAll(one, row => !double.IsNaN(cells[row]))).Where(one => one.Length > 0)];

    private static bool VaryByLevel(int[][] series, double[] cells) =>
        SeriesLevel.PowerOf([.. series.Select(one => Array.ConvertAll(one, row => cells[row]))])
        >= SeriesLevel.RatioPower;

    // Whether zeros are few, and small numbers are beside them, so that they are these rounded.
    private static bool AreRoundedToZero(int[][] series, double[] cells, double step)
    {
        double[] all = [.. series.SelectMany(one => one).Select(row => cells[row])];
        int zeros = all.Count(cell => cell == 0);
        int small = all.Count(cell => cell > 0 && cell < SmallSteps * step);
        return all.All(cell => cell >= 0) && zeros <= MaxZeros * all.Length && small >= zeros;
    }

    private static bool Stays(int[][] series, double[] cells, double step)
    {
        double[] steps =
        [
            .. series.SelectMany(one => one.Zip(one.Skip(1), (a, b) => Math.Abs(cells[b] - cells[a]))).Order(),
        ];
        int first = Array.FindIndex(steps, one => one > 0);
        return first < 0
            || (first > MaxStaying * steps.Length && steps[(first + steps.Length) / 2] >= MinStaySteps * step);
    }

    private static bool Jumps(int[][] series, double[] cells)
    {
        double[] squares =
        [
            .. series
                .SelectMany(one => one.Zip(one.Skip(1), (a, b) => Math.Pow(cells[b] - cells[a], 2)))
                .OrderDescending(),
        ];
        return squares.Take((int)Math.Ceiling(LargestSteps * squares.Length)).Sum() > MaxJumps * squares.Sum();
    }

    private static double Within(int[][] series, double[] cells) =>
        series.Sum(one =>
        {
            double mean = one.Average(row => cells[row]);
            return one.Sum(row => (cells[row] - mean) * (cells[row] - mean));
        });

    // The squares that are left of rows around paths of the others.
    private double Rest(int[][] series, double[] cells, double[] knots) =>
        series.Sum(one =>
            Enumerable
                .Range(0, Folds)
                .Sum(fold =>
                {
                    double[] path = Path(one.Where((_, i) => i % Folds != fold), cells, knots);
                    return one.Where((_, i) => i % Folds == fold)
                        .Sum(row => Math.Pow(cells[row] - LinearSpline.At(knots, path, 0, times[row]), 2));
                })
        );
}

/// <summary>What the paths of a column are fitted to.</summary>
/// <param name="At">The place of the column.</param>
/// <param name="Series">The rows of each series that have a number, in the order of time.</param>
/// <param name="Cells">The numbers without what their hours and weekdays do.</param>
/// <param name="Knots">The times between which paths go linearly.</param>
/// <param name="ArePositive">Whether all numbers are above 0.</param>
/// <param name="AreRatios">Whether they vary in proportion to the level of their series.</param>
/// <param name="AreLogs">Whether paths are those of their logarithms, which are in <paramref name="Cells"/>.</param>
internal sealed record SeriesPoints(
    int At,
    int[][] Series,
    double[] Cells,
    double[] Knots,
    bool ArePositive,
    bool AreRatios,
    bool AreLogs
);
