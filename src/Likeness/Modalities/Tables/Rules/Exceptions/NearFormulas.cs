using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>
/// Formulas that nearly all rows satisfy. Sums are looked for in the rows that least trimmed squares leave: the fit of the most rows that lie near one plane, found by
/// concentration steps. Source: Rousseeuw and Van Driessen 2006, Computing LTS regression for large data sets, Data Mining and Knowledge Discovery 12.
/// </summary>
internal sealed class NearFormulas : TriedFormulas
{
    private const int SearchedRows = 1000;
    private const int Starts = 12;
    private const int Steps = 3;
    private const double Kept = 0.9;
    private const double Ridge = 1e-10;
    private const double NearRests = 1; // in units of the last decimal
    private const double RelativeRests = 1e-4; // of the column's spread, where it is not rounded

    private readonly PhiloxRandom random = new(1, 1);

    private readonly IReadOnlyList<TableRule> found;

    private NearFormulas(Table sample, IReadOnlyList<TableRule> found) => (Sample, this.found) = (sample, found);

    /// <inheritdoc/>
    public override Table Sample { get; }

    /// <inheritdoc/>
    public override bool MayBreak => true;

    /// <inheritdoc/>
    // Each search takes the next random numbers.
    public override bool MayLookAhead => false;

    /// <inheritdoc/>
    public override int MaxColumns => 24;

    /// <inheritdoc/>
    public override IReadOnlyList<FormulaForms> Forms { get; } =
    [FormulaForms.Sums, FormulaForms.Differences, FormulaForms.Quotients, FormulaForms.Zeros];

    /// <summary>The rules of columns that no other rule restores.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="found">The rules of other columns.</param>
    public static IEnumerable<FormulaColumn> All(Table train, IReadOnlyList<TableRule> found)
    {
        var sample =
            train.RowCount <= SearchedRows
                ? train
                : train.TakeRows(new PhiloxRandom(1, 0).Permutation(train.RowCount).AsSpan(0, SearchedRows));
        return FormulaSearch
            .All(sample, new NearFormulas(sample, found), [.. found.Where(rule => rule.IsComputed)])
            .Select(rule => rule.For(train))
            .Where(rule => Holding(rule, train) is not null);
    }

    /// <inheritdoc/>
    // A term that a level determines may say how far one day is behind another.
    public override bool MayCompute(string column) =>
        !found.Any(rule => rule.Column == column && !rule.IsOrder && !(rule is DeterminedColumn && HasTimes));

    private bool HasTimes => Sample.Columns.Count(column => column.Kind is TimeKind) > 1;

    /// <inheritdoc/>
    public override Table? Holding(FormulaColumn rule, Func<Table, bool> isEvident) =>
        Holding(rule, Sample) is { } rows && isEvident(rows) ? rows : null;

    /// <inheritdoc/>
    public override SearchedColumn ForSums(SearchedColumn searched)
    {
        int[] columns = Array.FindAll(
            searched.Allowed,
            column => LinearSearch.IsQuantity(searched.Rows.Columns[column])
        );
        return columns.Length > 0 && LinearSearch.IsQuantity(searched.Rows.Columns[searched.Target])
            ? searched with
            {
                Rows = searched.Rows.TakeRows(NearPlane(searched, columns)),
            }
            : searched;
    }

    private int[] NearPlane(SearchedColumn searched, int[] columns)
    {
        int[] needed = [.. columns, searched.Target];
        int[] complete =
        [
            .. Enumerable
                .Range(0, searched.Rows.RowCount)
                .Where(row => Array.TrueForAll(needed, column => !double.IsNaN(searched.Rows[row, column]))),
        ];
        int start = 2 * (columns.Length + 1);
        if (complete.Length < 2 * start)
        {
            return complete;
        }

        int[] best = [];
        double least = double.PositiveInfinity;
        for (int i = 0; i < Starts; i++)
        {
            random.Shuffle(complete);
            int[] some = complete[..start];
            for (int step = 0; step < Steps; step++)
            {
                double[] rests = Rests(searched, columns, some, complete);
                int[] order = [.. complete];
                Array.Sort(rests, order);
                int kept = (int)(Kept * order.Length);
                some = order[..kept];
                if (step == Steps - 1 && rests[kept - 1] < least)
                {
                    double limit = searched.Decimals is { } places
                        ? NearRests * Math.Pow(10, -places)
                        : RelativeRests * Spread(searched, complete);
                    (least, best) = (rests[kept - 1], order[..Math.Max(kept, rests.Count(rest => rest < limit))]);
                }
            }
        }

        return best;
    }

    private static double Spread(SearchedColumn searched, int[] rows) =>
        rows.Max(row => searched.Rows[row, searched.Target]) - rows.Min(row => searched.Rows[row, searched.Target]);

    // How far each row is from the least-squares fit of some.
    private static double[] Rests(SearchedColumn searched, int[] columns, int[] fitted, int[] rows)
    {
        double[] constant = new double[fitted.Length];
        Array.Fill(constant, 1);
        double[][] design = [.. columns.Select(column => Cells(searched.Rows.Column(column), fitted)), constant];
        double[] scales = Array.ConvertAll(design, Scale);
        double[] scaled = RidgeFit.Solve(design, Cells(searched.Rows.Column(searched.Target), fitted), Ridge);
        double[] sums = new double[rows.Length];
        Array.Fill(sums, scaled[^1] * scales[^1]);
        for (int i = 0; i < columns.Length; i++)
        {
            var cells = searched.Rows.Column(columns[i]);
            double multiple = scaled[i] * scales[i];
            for (int row = 0; row < sums.Length; row++)
            {
                sums[row] += multiple * cells[rows[row]];
            }
        }

        double[] targets = Cells(searched.Rows.Column(searched.Target), rows);
        return [.. targets.Zip(sums, (target, sum) => Math.Abs(target - sum))];
    }

    private static double[] Cells(ReadOnlySpan<double> column, int[] rows)
    {
        var cells = new double[rows.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = column[rows[i]];
        }

        return cells;
    }

    // Divides a column by its length; what it was multiplied with.
    private static double Scale(double[] column)
    {
        double squares = 0;
        foreach (double cell in column)
        {
            squares += cell * cell;
        }

        double norm = Math.Sqrt(squares);
        double scale = norm > 0 ? 1 / norm : 0;
        for (int row = 0; row < column.Length; row++)
        {
            column[row] *= scale;
        }

        return scale;
    }

    // The rows that have all values of a rule and satisfy it, if they are enough.
    private static Table? Holding(FormulaColumn rule, Table rows)
    {
        var names = rows.Columns.Select(column => column.Name).ToList();
        int[] cells = [.. rule.Needs.Append(rule.Column).Select(name => names.IndexOf(name))];
        int[] complete =
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Where(row => Array.TrueForAll(cells, cell => !double.IsNaN(rows[row, cell]))),
        ];
        bool[] holds = rule.Holds(rows);
        int[] holding = Array.FindAll(complete, row => holds[row]);
        return holding.Length > 0 && holding.Length >= NearlyHolds.MinFraction * complete.Length
            ? rows.TakeRows(holding)
            : null;
    }
}
