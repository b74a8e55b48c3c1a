using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>How the rows of a key follow each other: a number that counts them, values that no two of them have, and the times between them.</summary>
/// <param name="First">The number of the first row, the same for all keys.</param>
/// <param name="Distinct">Further columns of which no two rows of a key have the same value, such as the course of a student.</param>
internal sealed record SubjectSeries(double First, IReadOnlyList<string> Distinct)
{
    /// <summary>The column whose values are n, n + 1, n + 2 … in the rows of each key, in some order; null for none.</summary>
    public string? Counter { get; init; }

    /// <summary>The times between rows; null without any.</summary>
    public SubjectTimes? Times { get; init; }

    /// <summary>The series in the rows of keys; null if there is nothing of it.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="key">The column of keys.</param>
    /// <param name="same">The columns that are the same in all rows of a key.</param>
    public static SubjectSeries? Find(Table rows, int key, IReadOnlyList<int> same)
    {
        int[][] groups =
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Where(row => !double.IsNaN(rows[row, key]))
                .GroupBy(row => rows[row, key])
                .Select(group => group.ToArray()),
        ];
        (string? Counter, double First) counter = (null, 0);
        var distinct = new List<string>();
        foreach (int column in Enumerable.Range(0, rows.Width).Where(i => i != key && !same.Contains(i)))
        {
            double[] cells = rows.ColumnValues(column);
            if (!MayBeDistinct(rows.Columns[column].Kind) || !AreDistinct(groups, cells))
            {
                continue;
            }

            if (counter.Counter is null && FirstOf(groups, cells) is { } first)
            {
                counter = (rows.Columns[column].Name, first);
            }
            else
            {
                distinct.Add(rows.Columns[column].Name);
            }
        }

        var phases = counter.Counter ?? distinct.Find(name => SubjectTimes.ArePhases(rows, name));
        int time = Enumerable
            .Range(0, rows.Width)
            .FirstOrDefault(
                i => !same.Contains(i) && rows.Columns[i].Kind is TimeKind && !rows.ColumnValues(i).Any(double.IsNaN),
                -1
            );
        var times = time < 0 ? null : SubjectTimes.Fit(rows, groups, time, phases);
        return counter.Counter is null && distinct.Count == 0 && times is null
            ? null
            : new(counter.First, distinct) { Counter = counter.Counter, Times = times };
    }

    /// <summary>The columns of which no two rows of a key have the same value.</summary>
    internal IEnumerable<string> Unlike => Counter is null ? Distinct : Distinct.Prepend(Counter);

    /// <summary>When the subject of each row begins, of the column of times, as far as the row tells; null of another column.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="column">The name of a column.</param>
    internal double[]? Beginnings(Table rows, string column) =>
        Times is { Phases: { } phases } && Times.Column == column
            ? Times.Beginnings(CellsOf(rows, column), CellsOf(rows, phases))
            : null;

    /// <summary>What samples keep, for a remark; null for nothing.</summary>
    internal string? Remark
    {
        get
        {
            string?[] kept =
            [
                Counter is null ? null : $"'{Counter}' counts them",
                Distinct.Count == 0 ? null : $"no two have the same {string.Join(", or the same ", Distinct)}",
                Times is null ? null : $"the times between their '{Times.Column}' are kept",
            ];
            return Array.TrueForAll(kept, part => part is null)
                ? null
                : string.Join(", ", kept.Where(part => part is not null));
        }
    }

    /// <inheritdoc/>
    public bool Equals(SubjectSeries? other) =>
        other is not null
        && (Counter, First) == (other.Counter, other.First)
        && Distinct.SequenceEqual(other.Distinct)
        && Equals(Times, other.Times);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Counter, First, Distinct.Count);

    private static double[] CellsOf(Table rows, string name) =>
        rows.ColumnValues(rows.Columns.Index().First(one => one.Item.Name == name).Index);

    private static bool MayBeDistinct(ColumnKind kind) =>
        kind.IsNumeric || kind is { LevelCount: > 0 } and not IdentifierKind;

    // By chance, n rows of a key would have n different values with probability Π (1 − j q), where q is that of two rows with the same value.
    private static bool AreDistinct(int[][] groups, double[] cells)
    {
        double count = 0;
        double pairs = 0;
        foreach (var (value, rows) in groups.SelectMany(group => group).CountBy(row => cells[row]))
        {
            if (!double.IsNaN(value))
            {
                pairs += rows * (rows - 1.0);
                count += rows;
            }
        }

        double same = pairs / Math.Max(1, count * (count - 1));
        double chance = 0;
        foreach (int[] group in groups)
        {
            double[] known = [.. group.Select(row => cells[row]).Where(cell => !double.IsNaN(cell))];
            if (known.Distinct().Count() < known.Length)
            {
                return false;
            }

            for (int j = 1; j < known.Length; j++)
            {
                chance += Math.Log(Math.Max(double.Epsilon, 1 - (j * same)));
            }
        }

        return chance < RuleSearch.MaxLogChance;
    }

    private static double? FirstOf(int[][] groups, double[] cells)
    {
        double? first = null;
        foreach (int[] group in groups)
        {
            double low = group.Min(row => cells[row]);
            // Different values between these two are all of them.
            if (
                !double.IsInteger(low)
                || group.Max(row => cells[row]) != low + group.Length - 1
                || !group.All(row => double.IsInteger(cells[row]))
                || (first ??= low) != low
            )
            {
                return null;
            }
        }

        return first;
    }
}
