using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Trees;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>
/// Chooses how a number is learned by how well boosted trees predict it in held-out rows, from the times, the series and the columns before it: as it is, or relative to its path. What follows from other columns has no
/// path of its own.
/// </summary>
internal sealed class SeriesPathChoice
{
    private const int MaxRows = 6000;
    private const int MinRows = 200;
    private const int TestEach = 5;
    private const int MaxColumns = 40; // that predict
    private const int Hours = 24;

    // Of the mean error of numbers as they are.
    private const double MaxError = 0.95;

    private static readonly BoostedTreesOptions Options = new()
    {
        Loss = BoostingLoss.SquaredError,
        Rounds = 60,
        LearningRate = 0.2,
        MinRowsPerLeaf = 10,
    };

    private readonly Table encoded;
    private readonly int[] rows;
    private readonly int[] series;
    private readonly double[] times;
    private readonly List<(double[] Cells, bool IsCategory)> columns = [];

    /// <summary>Prepares the choice.</summary>
    /// <param name="panel">Which rows the panel has.</param>
    /// <param name="encoded">Training rows as the rules leave them, with their times.</param>
    /// <param name="seriesOf">The series of each row; −1 for none.</param>
    public SeriesPathChoice(PanelRows panel, Table encoded, int[] seriesOf)
    {
        this.encoded = encoded;
        double[] all = new NamedCells(encoded)[panel.Time];
        // Trees find the paths of whole series of which they see all rows.
        rows =
        [
            .. Enumerable
                .Range(0, encoded.RowCount)
                .Where(row => seriesOf[row] >= 0 && !double.IsNaN(all[row]))
                .OrderBy(row => seriesOf[row])
                .ThenBy(row => all[row])
                .Take(MaxRows),
        ];
        times = Array.ConvertAll(rows, row => all[row]);
        series = Array.ConvertAll(rows, row => seriesOf[row]);
        columns.Add((Array.ConvertAll(series, one => (double)one), true));
        if (encoded.Columns.First(column => column.Name == panel.Time).Kind is TimeKind)
        {
            var clock = new Clock(0, 1, 0);
            columns.Add((Array.ConvertAll(times, time => (double)clock.SlotOf(time, Hours)), false));
            columns.Add((Array.ConvertAll(times, clock.Weekday), false));
        }
    }

    /// <summary>Adds a column, from which those behind it are predicted.</summary>
    /// <param name="at">Its place.</param>
    /// <param name="level">Its level, if it has one.</param>
    public void Add(int at, SeriesLevel? level)
    {
        double[] cells = Cells(at);
        bool isCategory = encoded.Columns[at].Kind.LevelCount > 0;
        if (columns.Count < MaxColumns && Array.Exists(cells, cell => !double.IsNaN(cell)))
        {
            columns.Add((cells, isCategory));
            columns.AddRange(level is null ? [] : [(Relative(cells, level), false)]);
        }
    }

    /// <summary>The paths by which a number is predicted best; null where it is better as it is.</summary>
    /// <param name="search">Fits them.</param>
    /// <param name="points">The numbers.</param>
    public SeriesLevel? Choose(SeriesPathSearch search, SeriesPoints points)
    {
        double[] cells = Cells(points.At);
        int[] known = [.. Enumerable.Range(0, rows.Length).Where(i => !double.IsNaN(cells[i]))];
        if (known.Length < MinRows)
        {
            return null;
        }

        int[] fitted = [.. known.Where((_, i) => i % TestEach > 0)];
        int[] test = [.. known.Where((_, i) => i % TestEach == 0)];
        var table = BinnedTable.FromColumns(
            [.. columns.Select(column => Array.ConvertAll(fitted, row => column.Cells[row]))],
            [.. columns.Select(column => column.IsCategory)]
        );
        var tested = table.Bin([.. columns.Select(column => Array.ConvertAll(test, row => column.Cells[row]))]);
        var hidden = test.Select(i => rows[i]).ToHashSet();
        double best = MaxError * Error(cells, _ => 0, false);
        SeriesLevel? chosen = null;
        foreach (
            bool isRatio in points.AreLogs ? [true]
            : points.ArePositive ? (bool[])[false, true]
            : [false]
        )
        {
            var level = search.Fit(points, isRatio, row => !hidden.Contains(row));
            double error = Error(Relative(cells, level), i => level.Of(series[i], times[i]), isRatio);
            if (error < best)
            {
                (best, chosen) = (error, level);
            }
        }

        return chosen is null ? null : search.Fit(points, chosen.IsRatio, _ => true);

        double Error(double[] targets, Func<int, double> level, bool isRatio)
        {
            double[] predicted = BoostedTrees
                .Fit(table, Array.ConvertAll(fitted, i => targets[i]), Options)
                .Predict(tested)[0];
            return test.Select((i, k) => Math.Abs((targets[i] - predicted[k]) * (isRatio ? level(i) : 1))).Average();
        }
    }

    private double[] Cells(int at)
    {
        double[] all = encoded.ColumnValues(at);
        return Array.ConvertAll(rows, row => all[row]);
    }

    private double[] Relative(double[] cells, SeriesLevel level) =>
        [.. cells.Select((cell, i) => level.Relative(cell, series[i], times[i]))];
}
