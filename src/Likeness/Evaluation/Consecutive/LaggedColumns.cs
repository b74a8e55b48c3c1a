using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Evaluation.Consecutive;

/// <summary>
/// Pairs of consecutive rows as rows of a table: the columns that change within subjects, the same of the row before, and what became of each: the difference of numbers and times, and whether a
/// category is the same. Trees split columns, and would not see that one equals another.
/// </summary>
internal sealed class LaggedColumns
{
    private const int MaxColumns = 30;

    // Of a closing balance, the next opening one.
    private const int MaxCrossed = 10;
    private const double MaxSpread = 0.05;

    // Differences of decimals end in other digits, which say nothing.
    private const int Digits = 9;

    private readonly int[] columns;
    private readonly (int Now, int Before)[] differences;
    private readonly double[] scale;

    private LaggedColumns(int[] columns, (int Now, int Before)[] differences, double[] scale) =>
        (this.columns, this.differences, this.scale) = (columns, differences, scale);

    /// <summary>The number of columns of a pair.</summary>
    public int Width => (2 * columns.Length) + differences.Length;

    /// <summary>The columns of real pairs; null if nothing changes within subjects.</summary>
    /// <param name="rows">Real rows.</param>
    /// <param name="pairs">Their pairs.</param>
    /// <param name="settings">The seed, which chooses some of many columns.</param>
    public static LaggedColumns? Find(Table rows, RowPairs pairs, EvaluationSettings settings)
    {
        int[] changing = [.. Enumerable.Range(0, rows.Width).Where(column => Changes(rows, column, pairs))];
        if (ComparedColumns.Choose(changing.Length, settings with { MaxColumns = MaxColumns }) is { } some)
        {
            changing = [.. some.Select(i => changing[i])];
        }

        var own = changing.Where(column => HasSteps(rows.Columns[column])).Select(column => (column, column));
        return changing.Length == 0
            ? null
            : new(changing, [.. own, .. Crossed(rows, pairs, changing)], ColumnScale.StandardDeviations(rows));
    }

    /// <summary>For each column that changes within subjects, the places of those that <see cref="Of"/> makes of it: of either row, and differences.</summary>
    /// <param name="rows">Rows with the columns of the real ones.</param>
    public IReadOnlyList<(string Name, int[] Columns)> Groups(Table rows) =>
        [
            .. columns.Select(
                (column, i) =>
                    (
                        rows.Columns[column].Name,
                        (int[])
                            [
                                i,
                                columns.Length + i,
                                .. Enumerable
                                    .Range(0, differences.Length)
                                    .Where(at => differences[at].Now == column || differences[at].Before == column)
                                    .Select(at => (2 * columns.Length) + at),
                            ]
                    )
            ),
        ];

    /// <summary>The pairs of a table.</summary>
    /// <param name="rows">Rows with the columns of the real ones.</param>
    /// <param name="pairs">Their pairs.</param>
    public Table Of(Table rows, RowPairs pairs)
    {
        var before = columns.Select(column => rows.Columns[column] with { Name = Before(rows.Columns[column].Name) });
        var added = differences.Select(one => new Column(
            $"{rows.Columns[one.Now].Name} − {Before(rows.Columns[one.Before].Name)}"
        ));
        return Table.FromColumns(
            [.. columns.Select(column => rows.Columns[column]), .. before, .. added],
            [
                .. columns.Select(column => Cells(rows, column, pairs.Rows)),
                .. columns.Select(column => Cells(rows, column, pairs.Before)),
                .. differences.Select(one => Differences(rows, one.Now, one.Before, pairs)),
            ]
        );
    }

    private static string Before(string name) => $"{name} of the row before";

    private static double[] Cells(Table rows, int column, int[] which) =>
        Array.ConvertAll(which, row => rows[row, column]);

    // Of categories, 0 if they are the same.
    private double[] Differences(Table rows, int now, int before, RowPairs pairs)
    {
        double[] differences = new double[pairs.Rows.Length];
        bool isLevel = rows.Columns[now].Kind.LevelCount > 0;
        for (int i = 0; i < differences.Length; i++)
        {
            double difference = rows[pairs.Rows[i], now] - rows[pairs.Before[i], before];
            differences[i] = isLevel
                ? Math.Min(1, Math.Abs(difference))
                : Math.Round(difference / scale[now], Digits) * scale[now];
        }

        return differences;
    }

    private static bool Changes(Table rows, int column, RowPairs pairs) =>
        pairs.Rows.Zip(pairs.Before).Any(pair => !rows[pair.First, column].Equals(rows[pair.Second, column]));

    // Whether two of three levels are the same is more than trees see in both.
    private static bool HasSteps(Column column) => column.Kind.LevelCount is 0 or > 2;

    // Pairs of columns that are nearer to each other, in a row and the one before, than their own values are.
    private static IEnumerable<(int Now, int Before)> Crossed(Table rows, RowPairs pairs, int[] changing) =>
        (
            from now in changing
            where rows.Columns[now].Kind.LevelCount == 0
            from before in changing
            where before != now && AreAlike(rows.Columns[now].Kind, rows.Columns[before].Kind)
            let spread = Math.Min(Spread(rows, now, pairs.Rows), Spread(rows, before, pairs.Before))
            let distance = Distance(rows, now, before, pairs)
            where distance < MaxSpread * spread
            orderby distance / spread
            select (now, before)
        ).Take(MaxCrossed);

    private static bool AreAlike(ColumnKind one, ColumnKind other) => one.GetType() == other.GetType();

    // The interquartile range; 0 where hardly any value is known.
    private static double Spread(Table rows, int column, int[] which)
    {
        double[] sorted = [.. Cells(rows, column, which).Where(cell => !double.IsNaN(cell)).Order()];
        return sorted.Length < which.Length / 2
            ? 0
            : Evaluation.Spread.Quantile(sorted, 0.75) - Evaluation.Spread.Quantile(sorted, 0.25);
    }

    private static double Distance(Table rows, int now, int before, RowPairs pairs)
    {
        double[] distances =
        [
            .. pairs
                .Rows.Zip(pairs.Before, (row, earlier) => Math.Abs(rows[row, now] - rows[earlier, before]))
                .Where(distance => !double.IsNaN(distance)),
        ];
        return distances.Length == 0 ? double.PositiveInfinity : Evaluation.Spread.Median(distances);
    }
}
