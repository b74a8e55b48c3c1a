using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Subjects;

namespace Likeness.Modalities.Tables;

/// <summary>The order in which the rows of the data stand, such as that of a log: samples stand in it, too.</summary>
/// <param name="Column">The column by whose values rows are sorted.</param>
/// <param name="Falls">Whether they stand from the largest value to the smallest.</param>
internal sealed record RowOrder(string Column, bool Falls)
{
    // By chance, one of two sorted neighbours that differ is the larger one: 2⁻³⁰ is 10⁻⁹.
    private const int MinChanges = 30;

    // Of more samples, as many at a time are sorted, so that memory does not grow with them.
    private const int MaxRows = 1 << 20;

    /// <summary>A sentence on it.</summary>
    public string Remark =>
        $"rows stand in the order of '{Column}'{(Falls ? ", from the largest to the smallest" : "")}; samples do, too";

    /// <summary>Finds the order; null if rows are not sorted, or stand by key.</summary>
    /// <param name="train">Training rows, in the order of the data.</param>
    /// <param name="rules">Their rules.</param>
    public static RowOrder? Find(Table train, IReadOnlyList<TableRule> rules)
    {
        var ranks = rules.OfType<RankColumn>().Select(rule => rule.Column).ToHashSet(StringComparer.Ordinal);
        var keys = rules.OfType<SubjectColumns>().Where(rule => rule.AreTogether).ToList();
        if (train.Picture is not null || keys.Exists(rule => rule.Within is null))
        {
            return null;
        }

        (int Changes, RowOrder? Order) best = (MinChanges - 1, null);
        foreach (var (at, column) in train.Columns.Index())
        {
            // Rows of an inner key stay next to each other.
            if (
                keys.TrueForAll(rule => rule.Same.Contains(column.Name))
                && column.Kind.IsNumeric
                && !ranks.Contains(column.Name)
                && Changes(train.Column(at)) is var changes
                && Math.Abs(changes) > best.Changes
            )
            {
                best = (Math.Abs(changes), new(column.Name, changes < 0));
            }
        }

        return best.Order;
    }

    // The rises of sorted values, less than 0 for falls; 0 for others.
    private static int Changes(ReadOnlySpan<double> values)
    {
        int changes = 0;
        for (int row = 1; row < values.Length; row++)
        {
            int step = values[row].CompareTo(values[row - 1]);
            if (double.IsNaN(values[row]) || step * changes < 0)
            {
                return 0;
            }

            changes += Math.Sign(step);
        }

        return changes;
    }

    /// <summary>The places of rows in this order.</summary>
    /// <param name="rows">Rows with the column.</param>
    public int[] Of(Table rows)
    {
        double[] values = new NamedCells(rows)[Column];
        int sign = Falls ? -1 : 1;
        return [.. Enumerable.Range(0, rows.RowCount).OrderBy(row => sign * values[row])];
    }

    /// <summary>Rows in this order.</summary>
    /// <param name="parts">Sampled rows, which are numbered one after another.</param>
    public IEnumerable<SubjectRows> Sorted(IEnumerable<SubjectRows> parts)
    {
        var waiting = new List<SubjectRows>();
        foreach (var part in parts)
        {
            waiting.Add(part);
            if (waiting.Sum(one => one.Rows.RowCount) >= MaxRows)
            {
                yield return Joined(waiting, Of);
                waiting.Clear();
            }
        }

        if (waiting.Count > 0)
        {
            yield return Joined(waiting, Of);
        }
    }

    // The same numbers, in the order in which their subjects begin.
    private static long[] InOrder(long[] numbers)
    {
        var numberOf = numbers.Distinct().Zip(numbers.Distinct().Order()).ToDictionary();
        return Array.ConvertAll(numbers, number => numberOf[number]);
    }

    /// <summary>All rows in an order.</summary>
    /// <param name="parts">Sampled rows, which are numbered one after another.</param>
    /// <param name="orderOf">The places of rows in the order.</param>
    public static SubjectRows Joined(IReadOnlyList<SubjectRows> parts, Func<Table, int[]> orderOf)
    {
        var rows = SubjectSampling.Joined([.. parts.Select(part => part.Rows)]);
        int[] order = orderOf(rows);
        return new(
            rows.TakeRows(order),
            parts[0].First,
            parts[0]
                .Numbers.Keys.ToDictionary(
                    name => name,
                    name =>
                    {
                        long[] all = [.. parts.SelectMany(part => part.Numbers[name])];
                        return InOrder(Array.ConvertAll(order, row => all[row]));
                    }
                )
        );
    }
}
