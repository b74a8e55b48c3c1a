using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>A column that is the same in all rows of a key, and is the sum of another column over these, or of two (net and tax), or their number: the total of an order.</summary>
/// <param name="Column">The column.</param>
internal sealed record SubjectTotal(string Column)
{
    // Sums of that many different keys are no chance.
    private const int MinKeys = 20;
    private const double RoundOff = 1e-7;

    // Pairs of more columns would take too long.
    private const int MaxParts = 20;

    /// <summary>The column that is summed up; null where rows are counted.</summary>
    public string? Of { get; init; }

    /// <summary>A second column that is summed up with it; null for none.</summary>
    public string? And { get; init; }

    /// <summary>The totals in the rows of keys.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="groups">The rows of each key.</param>
    /// <param name="key">The column of keys.</param>
    /// <param name="same">The columns that are the same in all rows of a key.</param>
    internal static IReadOnlyList<SubjectTotal> All(Table rows, int[][] groups, int key, IReadOnlyList<int> same)
    {
        int[][] several = Array.FindAll(groups, group => group.Length > 1);
        var found = new List<SubjectTotal>();
        if (several.Length < MinKeys)
        {
            return found;
        }

        int[] parts =
        [
            .. Enumerable
                .Range(0, rows.Width)
                .Where(i => i != key && !same.Contains(i) && rows.Columns[i].Kind is NumberKind or DurationKind),
        ];
        foreach (int column in same.Where(i => rows.Columns[i].Kind is NumberKind or DurationKind))
        {
            double[] cells = rows.ColumnValues(column);
            string name = rows.Columns[column].Name;
            if (several.Select(group => cells[group[0]]).Distinct().Count() < 2)
            {
                continue;
            }

            if (Array.TrueForAll(groups, group => cells[group[0]] == group.Length))
            {
                found.Add(new(name));
            }
            else if (
                Choices(parts)
                    .Where(choice => IsSumOf(rows, several[0], cells[several[0][0]], choice))
                    .FirstOrDefault(choice => IsSum(groups, cells, Added(choice.Select(rows.ColumnValues))), [])
                is [var of, .. var and]
            )
            {
                found.Add(
                    new(name)
                    {
                        Of = rows.Columns[of].Name,
                        And = and is [var second] ? rows.Columns[second].Name : null,
                    }
                );
            }
        }

        return found;
    }

    // One column, then two.
    private static IEnumerable<int[]> Choices(int[] parts) =>
        parts
            .Select(part => (int[])[part])
            .Concat(
                parts
                    .Take(MaxParts)
                    .SelectMany((one, i) => parts.Take(MaxParts).Skip(i + 1).Select(other => (int[])[one, other]))
            );

    // What one key shows soon.
    private static bool IsSumOf(Table rows, int[] group, double total, int[] parts) =>
        IsNear(total, group.Sum(row => parts.Sum(part => OrZero(rows[row, part]))));

    private static bool IsNear(double total, double sum) =>
        Math.Abs(total - sum) <= RoundOff * Math.Max(1, Math.Abs(total));

    private static double[] Added(IEnumerable<double[]> parts) =>
        parts.Aggregate((one, other) => [.. one.Zip(other, (a, b) => OrZero(a) + OrZero(b))]);

    private static double OrZero(double part) => double.IsNaN(part) ? 0 : part;

    /// <summary>What is summed up in each row; null where rows are counted.</summary>
    /// <param name="cells">Gives the values of a column by its name.</param>
    internal double[]? Parts(Func<string, double[]> cells) =>
        Of is null ? null
        : And is null ? cells(Of)
        : Added([cells(Of), cells(And)]);

    /// <summary>The total of rows.</summary>
    /// <param name="group">The rows of a key.</param>
    /// <param name="parts">The cells that are summed up; null where rows are counted.</param>
    /// <param name="decimals">Decimal places; null for all.</param>
    internal static double Sum(int[] group, double[]? parts, int? decimals)
    {
        double sum = parts is null ? group.Length : group.Sum(row => OrZero(parts[row]));
        return decimals is int places ? Math.Round(sum, places) : sum;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Of is null ? $"'{Column}' is their number"
        : And is null ? $"'{Column}' is the sum of their '{Of}'"
        : $"'{Column}' is the sum of their '{Of}' and '{And}'";

    private static bool IsSum(int[][] groups, double[] cells, double[] parts) =>
        AreSeveral(groups, parts)
        && Array.TrueForAll(groups, group => IsNear(cells[group[0]], Sum(group, parts, null)));

    // A column that is 0 but in one row of each key is no sum there, but a copy: a salary that is paid once more in November. Equal parts, such as halves, may be a multiple, unless their number varies.
    private static bool AreSeveral(int[][] groups, double[] parts)
    {
        var different = 0;
        var counts = new List<int>();
        foreach (int[] group in groups)
        {
            double[] own = [.. group.Select(row => parts[row]).Where(part => part != 0 && !double.IsNaN(part))];
            different += own.Distinct().Count() > 1 ? 1 : 0;
            counts.Add(own.Length);
        }

        return different >= MinKeys
            || (counts.Count(count => count > 1) >= MinKeys && counts.Where(count => count > 0).Distinct().Count() > 1);
    }
}
