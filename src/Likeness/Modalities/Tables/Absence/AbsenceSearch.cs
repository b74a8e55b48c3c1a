using Likeness.Data;
using Likeness.Modalities.Tables.Rules;

namespace Likeness.Modalities.Tables.Absence;

/// <summary>
/// Finds where a column has no value: a small tree splits the rows by other columns, and in some leaf the column is missing in all rows, or nearly. By chance, the rows of the leaf would miss it as often as those
/// that are split.
/// </summary>
internal sealed class AbsenceSearch
{
    private const int MinRows = 20;
    private const int MaxDepth = 3;
    private const int MaxRows = 20_000;
    private const long MaxCells = 100_000_000; // that are looked at, for all columns and each depth

    // Of what nearly always holds, single rows are errors of entry.
    private const double MinFraction = 0.995;
    private const double MinLogChance = 9.2; // 1e-4

    private readonly Table rows;
    private readonly BinnedColumn?[] columns;
    private readonly double minEvidence;

    private AbsenceSearch(Table rows)
    {
        this.rows = rows;
        columns = [.. Enumerable.Range(0, rows.Width).Select(at => BinnedColumn.Create(rows, at))];
        int tried = Math.Max(1, columns.Sum(column => column?.Count ?? 0));
        minEvidence = MinLogChance + Math.Log(tried);
    }

    /// <summary>The cases of all columns.</summary>
    /// <param name="train">The training rows.</param>
    public static IEnumerable<AbsenceCase> All(Table train)
    {
        int[] targets =
            train.Width > RuleSearch.MaxColumns ? [] : [.. Enumerable.Range(0, train.Width).Where(IsTarget)];
        if (targets.Length == 0)
        {
            return [];
        }

        long most = Math.Clamp(MaxCells / (targets.Length * train.Width), 1, MaxRows);
        int step = (int)((train.RowCount - 1) / most) + 1;
        var some =
            step == 1
                ? train
                : train.TakeRows([.. Enumerable.Range(0, train.RowCount / step).Select(row => row * step)]);
        var search = new AbsenceSearch(some);
        return targets
            .SelectMany(search.Of)
            // Of many rows, some were looked at.
            .Where(found => step == 1 || IsTrue(train, found));

        bool IsTarget(int at) =>
            train.Columns[at] is { Missing: not null, Kind.IsLearned: true } column
            && train.ColumnValues(at).Count(column.IsMissing) is var missing
            && missing >= MinRows
            && train.RowCount - missing >= MinRows;
    }

    private static bool IsTrue(Table train, AbsenceCase found)
    {
        int at = train.Columns.ToList().FindIndex(column => column.Name == found.Column);
        int[] own = [.. found.Holds(train).Index().Where(one => one.Item).Select(one => one.Index)];
        return own.Count(row => train.Columns[at].IsMissing(train[row, at])) >= MinFraction * own.Length;
    }

    private List<AbsenceCase> Of(int target)
    {
        bool[] missing = Array.ConvertAll(rows.ColumnValues(target), rows.Columns[target].IsMissing);
        var found = new List<AbsenceCase>();
        Grow([.. Enumerable.Range(0, rows.RowCount)], []);
        return found;

        void Grow(int[] own, AbsenceCondition[] where)
        {
            if (where.Length == MaxDepth || Best(own, missing, target) is not { } split)
            {
                return;
            }

            var column = columns[split.Column]!;
            double before = split.Missing / (double)split.All;
            foreach (int[] bins in (int[][])[split.Left, split.Right])
            {
                int[] part = Array.FindAll(own, row => bins.Contains(column.Bins[row]));
                AbsenceCondition[] all = [.. where, column.Condition(bins)];
                double fraction = part.Count(row => missing[row]) / (double)part.Length;
                if (fraction < MinFraction)
                {
                    Grow(part, all);
                }
                else if (part.Length * Divergence(fraction, before) > minEvidence)
                {
                    found.Add(new(rows.Columns[target].Name, all));
                }
            }
        }
    }

    // How much rarer fewer missing values are made by chance, per row.
    private static double Divergence(double fraction, double before) =>
        (fraction * Math.Log(fraction / before))
        + (fraction < 1 ? (1 - fraction) * Math.Log((1 - fraction) / (1 - before)) : 0);

    // The split after which least is left of the variance of missing values.
    private Split? Best(int[] own, bool[] missing, int target)
    {
        Split? best = null;
        for (int at = 0; at < columns.Length; at++)
        {
            if (at != target && columns[at] is { } column && Of(column, at, own, missing) is { } split)
            {
                best = best is null || split.Gain > best.Gain ? split : best;
            }
        }

        return best;
    }

    private static Split? Of(BinnedColumn column, int at, int[] own, bool[] missing)
    {
        var counts = new (int Missing, int All)[column.Count];
        var total = (Missing: 0, All: 0);
        foreach (int row in own)
        {
            if (column.Bins[row] is >= 0 and var bin && bin < counts.Length)
            {
                int one = missing[row] ? 1 : 0;
                counts[bin] = (counts[bin].Missing + one, counts[bin].All + 1);
                total = (total.Missing + one, total.All + 1);
            }
        }

        int[] order = [.. Enumerable.Range(0, counts.Length).Where(bin => !column.HasLevels || counts[bin].All > 0)];
        order = column.HasLevels ? [.. order.OrderBy(bin => counts[bin].Missing / (double)counts[bin].All)] : order;
        var (left, cut, gain) = ((Missing: 0, All: 0), 0, 0.0);
        double whole = Variance(total.Missing, total.All);
        for (int i = 0; i < order.Length - 1; i++)
        {
            left = (left.Missing + counts[order[i]].Missing, left.All + counts[order[i]].All);
            int right = total.All - left.All;
            if (left.All >= MinRows && right >= MinRows)
            {
                double one = whole - Variance(left.Missing, left.All) - Variance(total.Missing - left.Missing, right);
                (cut, gain) = one > gain + 1e-9 ? (i + 1, one) : (cut, gain);
            }
        }

        return cut == 0 ? null : new(at, gain, order[..cut], order[cut..], total.Missing, total.All);
    }

    private static double Variance(int missing, int all) => missing * (1 - (missing / (double)all));

    private sealed record Split(int Column, double Gain, int[] Left, int[] Right, int Missing, int All);
}
