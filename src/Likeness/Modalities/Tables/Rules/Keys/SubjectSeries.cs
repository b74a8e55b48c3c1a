using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Recurrences;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>How the rows of a key follow each other: a number that counts them, values that no two of them have, and the times between them.</summary>
/// <param name="First">The number of the first row, the same for all keys.</param>
/// <param name="Distinct">Further columns of which no two rows of a key have the same value, such as the course of a student.</param>
internal sealed record SubjectSeries(double First, IReadOnlyList<string> Distinct)
{
    // Of the steps from one row of a key to its next; half of them in random order.
    private const double MinInOrder = 0.9;

    /// <summary>The column whose values are n, n + 1, n + 2 … in the rows of each key, in some order; null for none.</summary>
    public string? Counter { get; init; }

    /// <summary>Columns that are the same in all rows of a key, and sum up what these have, or count them.</summary>
    public IReadOnlyList<SubjectTotal> Totals { get; init; } = [];

    /// <summary>Columns that go on from the row before.</summary>
    public IReadOnlyList<RowRecurrence> Recurrences { get; init; } = [];

    /// <summary>Whether the data have the rows of each key from the last to the first, as statements of accounts often do.</summary>
    public bool IsReversed { get; init; }

    /// <summary>Whether the rows of each key stand in an order of their own, which no column tells, or only a number that never falls.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>The times between rows; null without any.</summary>
    public SubjectTimes? Times { get; init; }

    /// <summary>The series in the rows of keys; null if there is nothing of it.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="key">The column of keys.</param>
    /// <param name="same">The columns that are the same in all rows of a key.</param>
    public static SubjectSeries? Find(Table rows, int key, IReadOnlyList<int> same)
    {
        int[][] groups = KeyGroups.Of(rows.Column(key));
        var counted = (rows.Columns[key].Kind as IdentifierKind)?.Rows ?? KeyRows.Count(rows.Column(key));
        (string? Counter, double First) counter = (null, 0);
        var candidates = new List<(int Column, double Chance)>();
        foreach (int column in Enumerable.Range(0, rows.Width).Where(i => i != key && !same.Contains(i)))
        {
            double[] cells = rows.ColumnValues(column);
            if (!MayBeDistinct(rows.Columns[column].Kind) || Chance(groups, cells, null) is not { } chance)
            {
                continue;
            }

            if (
                chance < RuleSearch.MaxLogChance
                && counter.Counter is null
                && FirstOf(groups, cells) is { } first
                && (!counted.AreTogether || AreInOrder(groups, cells))
            )
            {
                counter = (rows.Columns[column].Name, first);
            }
            else
            {
                candidates.Add((column, chance));
            }
        }

        // What differs already where another column does is nothing of its own: the product of a code.
        var distinct = new List<string>();
        double[]? before = null;
        foreach (var (column, chance) in candidates.OrderBy(one => one.Chance))
        {
            double[] cells = rows.ColumnValues(column);
            if ((before is null ? chance : Chance(groups, cells, before)) < RuleSearch.MaxLogChance)
            {
                distinct.Add(rows.Columns[column].Name);
                before ??= cells;
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
        var totals = SubjectTotal.All(rows, groups, key, same);
        var (recurrences, isReversed) = RecurrencesOf(rows, groups, key, same, counter.Counter);
        bool isFree =
            counter.Counter is null
            && distinct.Count == 0
            && totals.Count == 0
            && times is null
            && recurrences.Count == 0;
        bool isOrdered =
            isFree
            && counted.AreTogether
            && (
                SubjectColumns.OrderOf(rows, key) is not null
                || FileOrderEvidence.IsShown(
                    rows,
                    groups,
                    Enumerable.Range(0, rows.Width).Where(i => i != key && !same.Contains(i))
                )
            );
        return isFree && !isOrdered
            ? null
            : new(counter.First, distinct)
            {
                Counter = counter.Counter,
                Totals = totals,
                Recurrences = recurrences,
                IsReversed = isReversed,
                IsOrdered = isOrdered,
                Times = times,
            };
    }

    /// <summary>The series without its times if these are those of something else; null if nothing is left.</summary>
    /// <param name="areOfOther">Says so of a column of times.</param>
    public SubjectSeries? WithoutTimes(Func<string, bool> areOfOther) =>
        Times is null || !areOfOther(Times.Column) ? this
        : this with { Times = null } is var without && (without.IsMoreThanUnlike || Distinct.Count > 0) ? without
        : null;

    // In the order of their numbers, else that of the data, from the first or from the last.
    private static (IReadOnlyList<RowRecurrence> Found, bool IsReversed) RecurrencesOf(
        Table rows,
        int[][] groups,
        int key,
        IReadOnlyList<int> same,
        string? counter
    )
    {
        int[] columns =
        [
            .. Enumerable
                .Range(0, rows.Width)
                .Where(i => i != key && !same.Contains(i) && rows.Columns[i].Name != counter),
        ];
        if (counter is not null)
        {
            double[] numbers = new NamedCells(rows)[counter];
            int[][] ordered = [.. groups.Select(group => group.OrderBy(row => numbers[row]).ToArray())];
            return (new RecurrenceSearch(rows, ordered, columns, same).All(), false);
        }

        int[][] reversed = [.. groups.Select(group => group.Reverse().ToArray())];
        bool falls = Fall(rows, groups);
        var found = new RecurrenceSearch(rows, falls ? reversed : groups, columns, same).All();
        if (found.Count > 0)
        {
            return (found, falls);
        }

        found = new RecurrenceSearch(rows, falls ? groups : reversed, columns, same).All();
        return (found, found.Count > 0 && !falls);
    }

    // Whether the times of each key stand from the last to the first.
    private static bool Fall(Table rows, int[][] groups)
    {
        int time = Enumerable.Range(0, rows.Width).FirstOrDefault(i => rows.Columns[i].Kind is TimeKind, -1);
        if (time < 0)
        {
            return false;
        }

        double[] cells = rows.ColumnValues(time);
        int rises = groups.Sum(group =>
            group.Zip(group.Skip(1)).Sum(step => cells[step.Second].CompareTo(cells[step.First]))
        );
        return rises < 0;
    }

    /// <summary>Whether the rows of a key go on from each other.</summary>
    /// <param name="cells">The cells of rows.</param>
    /// <param name="group">The rows of a key, as the data have them.</param>
    internal bool GoOn(NamedCells cells, IEnumerable<int> group)
    {
        int[] order = Ordered(cells, group);
        return Recurrences.All(one => one.Holds(cells, order));
    }

    /// <summary>The rows of a key in order: that of their numbers, else that in which they go on, else that of their times.</summary>
    /// <param name="cells">The cells of rows.</param>
    /// <param name="group">The rows of a key, as the data have them.</param>
    internal int[] Ordered(NamedCells cells, IEnumerable<int> group)
    {
        if (Counter is null && (Recurrences.Count > 0 || Times is null))
        {
            return [.. IsReversed ? group.Reverse() : group];
        }

        double[] numbers = cells[Counter ?? Times!.Column];
        return [.. group.OrderBy(row => numbers[row])];
    }

    /// <summary>Whether the rows of a key follow each other, not only differ.</summary>
    internal bool IsMoreThanUnlike =>
        Counter is not null || Totals.Count > 0 || Recurrences.Count > 0 || IsOrdered || Times is not null;

    /// <summary>The columns of which no two rows of a key have the same value.</summary>
    internal IEnumerable<string> Unlike => Counter is null ? Distinct : Distinct.Prepend(Counter);

    /// <summary>When the subject of each row begins, of the column of times, as far as the row tells; null of another column.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="column">The name of a column.</param>
    internal double[]? Beginnings(Table rows, string column) =>
        Times is { Phases: { } phases } && Times.Column == column && new NamedCells(rows) is var cells
            ? Times.Beginnings(cells[column], cells[phases])
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
                .. Totals.Select(total => total.ToString()),
                .. Recurrences.Select(one => one.ToString()),
                IsOrdered ? "they stand in the order of the data" : null,
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
        && Totals.SequenceEqual(other.Totals)
        && Recurrences.SequenceEqual(other.Recurrences)
        && (IsReversed, IsOrdered) == (other.IsReversed, other.IsOrdered)
        && Equals(Times, other.Times);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Counter, First, Distinct.Count);

    private static bool MayBeDistinct(ColumnKind kind) =>
        kind.IsNumeric || kind is { LevelCount: > 0 } and not IdentifierKind;

    // By chance, n rows of a key would have n different values with probability Π (1 − j q), where q is that of two rows with the same value, of two that differ in another column where one is given; null if some key has
    // a value twice.
    private static double? Chance(int[][] groups, double[] cells, double[]? differing)
    {
        if (Array.Exists(groups, group => HasTwice(group, cells)))
        {
            return null;
        }

        int[] all = [.. groups.SelectMany(group => group).Where(row => !double.IsNaN(cells[row]))];
        double pairs = all.Length * (all.Length - 1.0);
        double equal = Pairs(all.CountBy(row => cells[row]).Select(one => one.Value));
        if (differing is not null)
        {
            equal -= Pairs(all.CountBy(row => (cells[row], differing[row])).Select(one => one.Value));
            pairs -= Pairs(all.CountBy(row => differing[row]).Select(one => one.Value));
        }

        double same = equal / Math.Max(1, pairs);
        double chance = 0;
        foreach (int[] group in groups)
        {
            int known = group.Count(row => !double.IsNaN(cells[row]));
            for (int j = 1; j < known; j++)
            {
                chance += Math.Log(Math.Max(double.Epsilon, 1 - (j * same)));
            }
        }

        return chance;

        static double Pairs(IEnumerable<int> counts) => counts.Sum(count => count * (count - 1.0));
    }

    private static bool HasTwice(int[] group, double[] cells)
    {
        if (group.Length < 2)
        {
            return false;
        }

        double[] values = Array.ConvertAll(group, row => cells[row]);
        Array.Sort(values); // missing ones first
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] == values[i - 1])
            {
                return true;
            }
        }

        return false;
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

    // Numbers of items stand in any order, those of visits in theirs.
    private static bool AreInOrder(int[][] groups, double[] cells)
    {
        var (rises, steps) = (0, 0);
        foreach (int[] group in groups)
        {
            rises += group.Zip(group.Skip(1)).Count(pair => cells[pair.Second] > cells[pair.First]);
            steps += group.Length - 1;
        }

        return Math.Max(rises, steps - rises) >= MinInOrder * steps;
    }
}
