using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>
/// Numbers of a panel that models learn relative to the level of their series, such as the sales of a store to what it sells on average: all series then share what weekdays, seasons and promotions do to them.
/// </summary>
/// <param name="Keys">The columns that name a series.</param>
/// <param name="Series">The values of these, for each series.</param>
/// <param name="Columns">The numbers.</param>
internal sealed record SeriesLevels(
    IReadOnlyList<string> Keys,
    IReadOnlyList<IReadOnlyList<double>> Series,
    IReadOnlyList<SeriesLevel> Columns
) : IRelativeColumns
{
    private const int MinSeries = 3;
    private const int MinRows = 5; // of a series that says how far its numbers vary

    // Of the variance, the part between series, in the sense of a random effect.
    private const double MinBetween = 0.1;

    // Numbers of fewer steps are counts whose spread follows their level otherwise.
    private const double MinSteps = 3;

    // From which power of the level on that the spread grows with, ratios vary more alike than differences.
    private const double RatioPower = 0.5;

    /// <inheritdoc/>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<string> Restored => Columns.Select(column => column.Column);

    /// <inheritdoc/>
    public IEnumerable<string> Needs(string column) => Restored.Contains(column) ? Keys : [];

    /// <summary>The levels of training rows; null if no number has any.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="encoded">Training rows as the rules leave them.</param>
    public static SeriesLevels? Find(PanelRows panel, Table encoded)
    {
        if (panel.Keys.Count == 0 || !panel.Keys.All(key => encoded.Columns.Any(column => column.Name == key)))
        {
            return null;
        }

        var levels = new SeriesLevels(
            panel.Keys,
            [.. panel.Series.Select(series => (IReadOnlyList<double>)[.. series.Values.Take(panel.Keys.Count)])],
            []
        );
        int[] seriesOf = levels.SeriesOf(encoded);
        string[] known = [.. panel.Known];
        SeriesLevel[] columns =
        [
            .. encoded
                .Columns.Index()
                .Where(one => one.Item is { Kind: NumberKind, Codes: null } && !known.Contains(one.Item.Name))
                .Select(one => LevelOf(encoded, one.Index, seriesOf, panel.Series.Count))
                .OfType<SeriesLevel>(),
        ];
        return columns.Length == 0 ? null : levels with { Columns = columns };
    }

    private static SeriesLevel? LevelOf(Table encoded, int at, int[] seriesOf, int count)
    {
        double[] cells = encoded.ColumnValues(at);
        double[][] groups =
        [
            .. seriesOf
                .Index()
                .Where(one => one.Item >= 0 && !double.IsNaN(cells[one.Index]))
                .GroupBy(one => one.Item, one => cells[one.Index])
                .Select(group => group.ToArray()),
        ];
        double[][] large = Array.FindAll(groups, group => group.Length >= MinRows);
        if (large.Length < MinSeries || BetweenPart(large) < MinBetween)
        {
            return null;
        }

        double[] spreads = [.. large.Select(Spread).Order()];
        var column = encoded.Columns[at];
        int? decimals = RoundedNumber.DecimalsOf(encoded, at);
        double step = column.Grid?.Step ?? (decimals is int places ? Math.Pow(10, -places) : 0);
        if (!(spreads[spreads.Length / 2] >= MinSteps * step) || spreads[spreads.Length / 2] == 0)
        {
            return null;
        }

        bool isRatio =
            cells.All(cell => !(cell < 0)) && groups.All(group => group.Average() > 0) && PowerOf(large) >= RatioPower;
        double[] means = new double[count];
        Array.Fill(means, double.NaN);
        foreach (var group in seriesOf.Index().Where(one => one.Item >= 0).GroupBy(one => one.Item, one => one.Index))
        {
            means[group.Key] = group
                .Select(row => cells[row])
                .Where(cell => !double.IsNaN(cell))
                .DefaultIfEmpty(double.NaN)
                .Average();
        }

        double[] given = Array.FindAll(means, mean => !double.IsNaN(mean));
        double centre = isRatio ? Math.Exp(given.Average(Math.Log)) : given.Average();
        return new(
            column.Name,
            isRatio,
            // A series without training rows is as the middle of the others.
            [
                .. means.Select(mean =>
                    double.IsNaN(mean) ? (isRatio ? 1 : 0)
                    : isRatio ? mean / centre
                    : mean - centre
                ),
            ],
            column.Grid,
            decimals
        );
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
        double between =
            groups.Sum(group => group.Length * Math.Pow(group.Average() - mean, 2)) / (groups.Length - 1.0);
        double within = groups.Sum(group => Math.Pow(Spread(group), 2) * (group.Length - 1)) / (rows - groups.Length);
        double size = (rows - (groups.Sum(group => (double)group.Length * group.Length) / rows)) / (groups.Length - 1);
        double part = (between - within) / (between + ((size - 1) * within));
        return double.IsNaN(part) ? 0 : part;
    }

    // The slope of the logarithm of spreads on that of levels.
    private static double PowerOf(double[][] groups)
    {
        (double X, double Y)[] points =
        [
            .. groups
                .Where(group => Spread(group) > 0)
                .Select(group => (Math.Log(group.Average()), Math.Log(Spread(group)))),
        ];
        if (points.Length < MinSeries)
        {
            return 0;
        }

        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => Math.Pow(point.X - x, 2));
    }

    /// <summary>Rows with numbers relative to the levels of their series.</summary>
    /// <param name="encoded">Rows as the rules leave them.</param>
    public Table Encode(Table encoded)
    {
        int[] seriesOf = SeriesOf(encoded);
        return Changed(
            encoded,
            (level, column, cells) =>
                (
                    column with
                    {
                        Grid = null,
                    },
                    [.. cells.Zip(seriesOf, level.Relative)]
                )
        );
    }

    /// <inheritdoc/>
    public Table Decode(Table seen)
    {
        if (!seen.Columns.Any(column => Restored.Contains(column.Name)))
        {
            return seen;
        }

        int[] seriesOf = SeriesOf(seen);
        return Changed(
            seen,
            (level, column, cells) =>
                (
                    column with
                    {
                        Grid = level.Grid,
                    },
                    [.. cells.Zip(seriesOf, level.Absolute)]
                )
        );
    }

    /// <summary>What is added to the log-density of each row, in nats: the logarithm of the derivative of what models see by the numbers.</summary>
    /// <param name="encoded">Rows as the rules leave them.</param>
    public double[] LogDerivatives(Table encoded)
    {
        int[] seriesOf = SeriesOf(encoded);
        var cells = new NamedCells(encoded);
        double[] logs = new double[encoded.RowCount];
        foreach (var level in Columns.Where(level => level.IsRatio))
        {
            double[] numbers = cells[level.Column];
            for (int row = 0; row < logs.Length; row++)
            {
                logs[row] -= double.IsNaN(numbers[row]) ? 0 : Math.Log(level.Of(seriesOf[row]));
            }
        }

        return logs;
    }

    private Table Changed(Table rows, Func<SeriesLevel, Column, double[], (Column, double[])> change)
    {
        Column[] columns = [.. rows.Columns];
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        foreach (var level in Columns)
        {
            int at = Array.FindIndex(columns, column => column.Name == level.Column);
            if (at >= 0)
            {
                (columns[at], cells[at]) = change(level, columns[at], cells[at]);
            }
        }

        return Table.FromColumns(columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    // The series of each row; −1 for none. Numbers in model space are of single precision, so the nearest value is meant.
    private int[] SeriesOf(Table rows)
    {
        var cells = new NamedCells(rows);
        double[][] values = [.. Keys.Select((_, key) => Series.Select(one => one[key]).Distinct().Order().ToArray())];
        var places = Series
            .Index()
            .ToDictionary(
                one => Place([.. one.Item.Select((value, key) => Array.BinarySearch(values[key], value))]),
                one => one.Index
            );
        double[][] own = [.. Keys.Select(key => cells[key])];
        int[] series = new int[rows.RowCount];
        int[] at = new int[Keys.Count];
        for (int row = 0; row < series.Length; row++)
        {
            bool isKnown = true;
            for (int key = 0; key < at.Length; key++)
            {
                isKnown &= !double.IsNaN(own[key][row]);
                at[key] = Nearest(values[key], own[key][row]);
            }

            series[row] = isKnown ? places.GetValueOrDefault(Place(at), -1) : -1;
        }

        return series;

        long Place(int[] at) => at.Index().Aggregate(0L, (place, one) => (place * values[one.Index].Length) + one.Item);
    }

    private static int Nearest(double[] sorted, double value)
    {
        int at = Array.BinarySearch(sorted, value);
        return at >= 0 ? at
            : ~at == 0 ? 0
            : ~at == sorted.Length || value - sorted[~at - 1] <= sorted[~at] - value ? ~at - 1
            : ~at;
    }

    /// <inheritdoc/>
    public bool Equals(SeriesLevels? other) =>
        other is not null
        && Keys.SequenceEqual(other.Keys)
        && Series.Zip(other.Series).All(pair => pair.First.SequenceEqual(pair.Second))
        && Columns.SequenceEqual(other.Columns);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Keys.Count, Series.Count, Columns.Count);
}

/// <summary>A number of a panel that is learned relative to the level of its series.</summary>
/// <param name="Column">Its column.</param>
/// <param name="IsRatio">Whether numbers are divided by the level; else it is subtracted.</param>
/// <param name="Levels">The level of each series: relative to the geometric mean of all, or to the mean.</param>
/// <param name="Grid">The grid of the numbers; null if they have none.</param>
/// <param name="Decimals">Decimal places of the numbers; null if they are not rounded.</param>
internal sealed record SeriesLevel(
    string Column,
    bool IsRatio,
    IReadOnlyList<double> Levels,
    Grid? Grid,
    int? Decimals
)
{
    /// <summary>The level of a series; that of the middle for none.</summary>
    public double Of(int series) =>
        series >= 0 ? Levels[series]
        : IsRatio ? 1
        : 0;

    /// <summary>A number relative to the level of its series.</summary>
    public double Relative(double number, int series) => IsRatio ? number / Of(series) : number - Of(series);

    /// <summary>The inverse.</summary>
    public double Absolute(double relative, int series)
    {
        double number = IsRatio ? relative * Of(series) : relative + Of(series);
        return double.IsNaN(number) ? number
            : Grid is { } grid ? grid.Snap(number)
            : RoundedNumber.Of(number, Decimals);
    }

    /// <inheritdoc/>
    public bool Equals(SeriesLevel? other) =>
        other is not null
        && (Column, IsRatio, Grid, Decimals) == (other.Column, other.IsRatio, other.Grid, other.Decimals)
        && Levels.SequenceEqual(other.Levels);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, IsRatio, Levels.Count);
}
