using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Finds columns in succession, such as years or months that stand next to each other, each of which says so much of the next one that its change says more than the leaves of a tree over the numbers could: rows in order of
/// one number are cut into cells of few, and within these the change must vary much less than the next number. Those that have the most rows with a number before go forwards or, where series begin late, backwards.
/// </summary>
internal static class SuccessiveSearch
{
    private const int MinRows = 60;
    private const int MaxRows = 5000;
    private const int MinColumns = 3;
    private const int MaxColumns = 200;
    private const int RowsPerCell = 30; // about a leaf
    private const int MinValues = 20;

    // Nats of each number: of its mean deviation not much more than a third is left, as errors add up from one column to the next.
    private const double MinGain = 1;

    // Numbers that are 0 have no size.
    private const double MaxZeros = 0.05;
    private static readonly double[] ScaleQuantiles = [0.25, 0.5];

    /// <summary>The rules, in the order of their columns' need of each other.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="known">The rules of other columns.</param>
    public static IReadOnlyList<SuccessiveColumn> All(Table train, IReadOnlyList<TableRule> known)
    {
        int[] numbers =
        [
            .. Enumerable.Range(0, train.Width).Where(column => IsFree(train.Columns[column]) && HasValues(column)),
        ];
        if (train.RowCount < MinRows || numbers.Length is < MinColumns or > MaxColumns)
        {
            return [];
        }

        var found = new List<SuccessiveColumn>();
        for (int first = 0, next; first < numbers.Length; first = next)
        {
            next = first + 1;
            while (next < numbers.Length && AreNear(train, numbers[next - 1], numbers[next]))
            {
                next++;
            }

            found.AddRange(next - first >= MinColumns ? Chain(train, numbers[first..next]) : []);
        }

        return found;

        bool IsFree(Column column) =>
            column.Kind is NumberKind && known.All(rule => !rule.Replaces || rule.Column != column.Name);

        bool HasValues(int column) =>
            train.ColumnValues(column).Where(double.IsFinite).Distinct().Take(MinValues).Count() == MinValues
            && ProportionalSearch.MayBeComputed(train, column);
    }

    /// <summary>The rule of a schema; null if a column is no number.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="column">The number.</param>
    /// <param name="before">The one that it is near.</param>
    public static SuccessiveColumn? Declare(Table rows, int column, int before) =>
        rows.Columns[column].Kind is NumberKind && rows.Columns[before].Kind is NumberKind
            ? Create(rows, column, before, Nearest(rows, column, before).Scale)
            : null;

    // Each column after the one before, in the direction in which fewer numbers have none before.
    private static IEnumerable<SuccessiveColumn> Chain(Table train, int[] columns)
    {
        int[] backwards = [.. columns.Reverse()];
        return Of(Starts(columns) <= Starts(backwards) ? columns : backwards);

        int Starts(int[] chain) =>
            chain.Zip(chain.Skip(1), (before, column) => Rows(train).Count(row => Begins(row, before, column))).Sum();

        bool Begins(int row, int before, int column) =>
            double.IsNaN(train[row, before]) && !double.IsNaN(train[row, column]);

        IEnumerable<SuccessiveColumn> Of(int[] chain) =>
            chain.Zip(
                chain.Skip(1),
                (before, column) => Create(train, column, before, Nearest(train, column, before).Scale)
            );
    }

    private static SuccessiveColumn Create(Table rows, int column, int before, double? scale)
    {
        double[] known = [.. rows.ColumnValues(column).Where(double.IsFinite).Order()];
        double typical = known.Length == 0 ? 1 : known[known.Length / 2];
        return new(
            rows.Columns[column].Name,
            rows.Columns[before].Name,
            scale == 0 && typical == 0 ? 1 : typical,
            scale,
            IsPositive: known.Length > 0 && known[0] >= 0
        );
    }

    private static bool AreNear(Table train, int one, int other) =>
        Nearest(train, other, one).Gain >= MinGain && Nearest(train, one, other).Gain >= MinGain;

    // The scale of which changes vary the least, and how much less than the number, in nats; negative infinity of few rows.
    private static (double? Scale, double Gain) Nearest(Table rows, int column, int before)
    {
        int[] both =
        [
            .. Rows(rows)
                .Where(row => double.IsFinite(rows[row, column]) && double.IsFinite(rows[row, before]))
                .OrderBy(row => rows[row, before]),
        ];
        if (both.Length < MinRows)
        {
            return (null, double.NegativeInfinity);
        }

        double[] sizes = [.. both.Select(row => Math.Abs(rows[row, before])).Order()];
        List<double?> scales = [null, .. ScaleQuantiles.Select(at => (double?)sizes[(int)(at * sizes.Length)])];
        scales.AddRange(sizes[(int)(MaxZeros * sizes.Length)] > 0 ? [0] : []);
        double step = rows.Columns[column].Grid?.Step ?? 0;
        double least = Math.Max(step / 4, 1e-9 * sizes[sizes.Length / 2]);
        // Cells of rows, with what they have in both columns.
        int cells = Math.Max(1, both.Length / RowsPerCell);
        int[][] rowsOf =
        [
            .. Enumerable
                .Range(0, cells)
                .Select(cell => both[(cell * both.Length / cells)..((cell + 1) * both.Length / cells)]),
        ];
        double[][] numbers = Array.ConvertAll(rowsOf, own => Array.ConvertAll(own, row => rows[row, column]));
        double[][] starts = Array.ConvertAll(rowsOf, own => Array.ConvertAll(own, row => rows[row, before]));
        double[] spreads = Array.ConvertAll(numbers, SpreadOf);
        return scales
            .Where(scale => scale is null or >= 0)
            .Select(scale => (scale, Gain(scale)))
            .MaxBy(one => one.Item2);

        double Gain(double? scale)
        {
            double gain = 0;
            for (int cell = 0; cell < cells; cell++)
            {
                double[] own = numbers[cell];
                double left = LeftOf(own, starts[cell], scale);
                gain += own.Length * Math.Log((spreads[cell] + least) / (left + least));
            }

            return gain / both.Length;
        }
    }

    // How far numbers are from their middle, on average.
    private static double SpreadOf(double[] numbers)
    {
        double middle = Median(numbers);
        return numbers.Average(value => Math.Abs(value - middle));
    }

    // How far numbers are from where the middle of their changes leads, on average.
    private static double LeftOf(double[] numbers, double[] starts, double? scale)
    {
        double[] sizes = Array.ConvertAll(starts, start => scale is double c ? Math.Abs(start) + c : 1);
        var changes = new double[numbers.Length];
        for (int i = 0; i < changes.Length; i++)
        {
            changes[i] = sizes[i] > 0 ? (numbers[i] - starts[i]) / sizes[i] : 0;
        }

        double change = Median(changes);
        double sum = 0;
        for (int i = 0; i < changes.Length; i++)
        {
            sum += sizes[i] > 0 ? Math.Abs(changes[i] - change) * sizes[i] : Math.Abs(numbers[i]);
        }

        return sum / changes.Length;
    }

    private static IEnumerable<int> Rows(Table rows) =>
        Enumerable
            .Range(0, Math.Min(rows.RowCount, MaxRows))
            .Select(i => (int)((long)i * rows.RowCount / Math.Min(rows.RowCount, MaxRows)));

    private static double Median(double[] values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }
}
