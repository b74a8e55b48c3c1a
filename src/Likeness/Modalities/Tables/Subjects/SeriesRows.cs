using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>Rows of subjects that follow each other: they are counted, and the times between them are those of the data.</summary>
/// <param name="encoding">The encoding, whose rules and limits the rows keep.</param>
/// <param name="rule">What the rows of a subject share.</param>
/// <param name="series">How they follow each other.</param>
/// <param name="accepts">What else each row must satisfy; null for nothing.</param>
/// <param name="random">Chooses rows whose times stay.</param>
internal sealed class SeriesRows(
    TableEncoding encoding,
    SubjectColumns rule,
    SubjectSeries series,
    Func<Table, bool[]>? accepts,
    PhiloxRandom random
)
{
    // Of parting subjects from rows that break a rule; those that remain become single rows.
    private const int Rounds = 4;
    private const double LastOfDay = Clock.Day - 1;

    /// <summary>The rows with their numbers and times. Rows of a subject that would break a rule keep their times; those that still break one leave it, and the others are numbered again.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="heads">The head of each row's subject: [rows.RowCount].</param>
    /// <param name="places">The place of each row in its subject; rows in between may have left it. Becomes that in which the rows follow each other.</param>
    /// <param name="goOn">Whether the rows follow each other already, so that a subject need not be parted.</param>
    public Table Follow(Table rows, int[] heads, int[] places, bool goOn = false)
    {
        int key = IndexOf(rows, rule.Column);
        bool mayBeMissing = rows.Columns[key].Missing is not null;
        double[]? times =
            series is { Counter: null, Times: { } own } && !goOn ? rows.ColumnValues(IndexOf(rows, own.Column)) : null;
        List<int[]> groups =
        [
            .. Enumerable
                .Range(0, heads.Length)
                .Where(row => !mayBeMissing || !double.IsNaN(rows[row, key]))
                .GroupBy(row => heads[row])
                .Select(group => group.OrderBy(row => times?[row] ?? places[row]).ToArray()),
        ];
        foreach (var (place, row) in groups.SelectMany(group => group.Index()))
        {
            places[row] = place;
        }

        var counted = Continued(Summed(Counted(rows, groups), groups), groups);
        var timed =
            IsTimed && !(goOn && (series.Times!.HasSeasons || series.Times.HasTies || rule.Within is not null))
                ? Continued(Timed(counted, groups), groups)
                : counted;
        var (result, broken) = Merged(rows, timed, groups);
        if (broken.Count > 0 && IsTimed)
        {
            var untimed = broken;
            (var again, broken) = Merged(rows, counted, untimed);
            result = TakenFrom(result, again, untimed.SelectMany(group => group));
        }

        if (goOn)
        {
            return result;
        }

        // Rows that are left alone stay as they are where no subject of the data has one row.
        bool areSingle = rule.Sizes.Any(size => size.Rows == 1);
        for (int round = 0; broken.Count > 0; round++)
        {
            List<int[]> parts = round < Rounds ? Parted(broken, counted) : Alone(broken.SelectMany(group => group));
            foreach (int[] group in parts)
            {
                Array.ForEach(group, row => heads[row] = group[0]);
            }

            parts = parts.FindAll(group => areSingle || group.Length > 1);
            counted = Continued(Summed(Counted(rows, parts), parts), parts);
            (var again, var left) = Merged(rows, counted, parts);
            result = TakenFrom(result, again, parts.SelectMany(group => group));
            broken = left.FindAll(group => group.Length > 1);
        }

        return result;
    }

    // Rows that break a rule in their subject, each a subject of its own, beside the others, unless no subject of the data has so many rows that add up.
    private List<int[]> Parted(List<int[]> groups, Table rows)
    {
        var breaking = Breaking(encoding.Limited(rows), groups);
        var parts = new List<int[]>();
        foreach (int[] group in groups)
        {
            int[] kept = Array.FindAll(group, row => !breaking.Contains(row));
            bool isWhole = series.Totals.Count == 0 || rule.Sizes.Any(size => size.Rows == kept.Length);
            parts.AddRange(Alone(isWhole ? group.Except(kept) : group));
            parts.AddRange(isWhole && kept.Length > 0 ? [kept] : []);
        }

        return parts;
    }

    // Times that go on from the row before are not spaced, nor are those that follow from other columns.
    private bool IsTimed =>
        series.Times is { } times
        && !series.Recurrences.Any(one => one.Column == times.Column)
        && !encoding.Rules.Any(other => other.IsComputed && other.Column == times.Column);

    private Table Continued(Table rows, List<int[]> groups) =>
        series.Recurrences.Count == 0
            ? rows
            : new SeriesRecurrences(encoding, series.Recurrences).Continued(rows, groups);

    private static List<int[]> Alone(IEnumerable<int> rows) => [.. rows.Select(row => (int[])[row])];

    // Rows that get another number get what it determines, too, from a row that has it.
    private Table Counted(Table rows, List<int[]> groups)
    {
        if (series.Counter is not { } counter)
        {
            return rows;
        }

        int[] linked = [.. Linked(counter).Select(name => IndexOf(rows, name))];
        double[] numbers = rows.ColumnValues(IndexOf(rows, counter));
        var rowOf = new Dictionary<double, int>();
        for (int row = 0; row < numbers.Length; row++)
        {
            rowOf.TryAdd(numbers[row], row);
        }

        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        foreach (int[] group in groups)
        {
            foreach (var (place, row) in group.Index())
            {
                double number = series.First + place;
                foreach (int column in numbers[row] == number ? [] : linked)
                {
                    cells[column][row] = rowOf.TryGetValue(number, out int donor) ? rows[donor, column] : double.NaN;
                }

                cells[IndexOf(rows, counter)][row] = number;
            }
        }

        return Restored(rows, cells, [counter, .. linked.Select(column => rows.Columns[column].Name)]);
    }

    private Table Summed(Table rows, List<int[]> groups)
    {
        if (series.Totals.Count == 0)
        {
            return rows;
        }

        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        var changed = new List<string>();
        foreach (var total in series.Totals)
        {
            int at = IndexOf(rows, total.Column);
            double[]? parts = total.Parts(name => cells[IndexOf(rows, name)]);
            bool isPlanned =
                total is { Of: not null, And: null } && series.Recurrences.Any(one => one.Initial == total.Column);
            changed.Add(isPlanned ? total.Of! : total.Column);
            foreach (int[] group in groups)
            {
                if (isPlanned)
                {
                    int? places = DifferenceColumn.PlacesOf(rows.Columns[IndexOf(rows, total.Of!)]);
                    Split(cells[at][group[0]], parts!, group, places);
                    continue;
                }

                double sum = SubjectTotal.Sum(group, parts, DifferenceColumn.PlacesOf(rows.Columns[at]));
                Array.ForEach(group, row => cells[at][row] = sum);
            }
        }

        return Restored(rows, cells, [.. changed]);
    }

    // What rows go down from is known in the first of them: the parts of a loan become larger or smaller, and the last one pays off the rest.
    private static void Split(double total, double[] parts, int[] group, int? places)
    {
        double scale = total / SubjectTotal.Sum(group, parts, null);
        if (!double.IsFinite(scale))
        {
            return;
        }

        foreach (int row in group)
        {
            parts[row] = places is int decimals ? Math.Round(scale * parts[row], decimals) : scale * parts[row];
        }

        double rest = total - SubjectTotal.Sum(group, parts, null);
        parts[group[^1]] += places is int digits ? Math.Round(rest, digits) : rest;
    }

    private Table Timed(Table rows, List<int[]> groups)
    {
        int at = IndexOf(rows, series.Times!.Column);
        double[]? phases = series.Times.Phases is { } name ? rows.ColumnValues(IndexOf(rows, name)) : null;
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        var spacing = new SeriesTimes(series.Times, rows.Columns[at], random)
        {
            StaysAtFirst = series.Counter is not null,
            Least = Bounds(rows, at, isLower: true),
            Most = Bounds(rows, at, isLower: false),
        };
        cells[at] = spacing.Spaced(cells[at], phases, groups);
        return Restored(rows, cells, [series.Times.Column]);
    }

    // What the subject's own columns leave to the time of each row: an order is not before its customer's signup.
    private double[] Bounds(Table rows, int at, bool isLower)
    {
        double[] known = Array.FindAll(rows.ColumnValues(at), cell => !double.IsNaN(cell));
        double[] bounds = new double[rows.RowCount];
        Array.Fill(bounds, (isLower ? known.Order() : known.OrderDescending()).FirstOrDefault(double.NaN));
        foreach (var order in encoding.Rules.OfType<DifferenceColumn>())
        {
            bool isLater = order.Column == series.Times!.Column;
            if (!isLater && (isLower || !order.Needs.Contains(series.Times.Column)))
            {
                continue;
            }

            double away =
                !isLater && ComparedDays.Are(rows.Columns[at], rows.Columns[IndexOf(rows, order.Column)]) ? LastOfDay
                : !isLater || order.Needs.Count() > 1 ? 0
                : isLower ? order.Least
                : order.Most;
            IEnumerable<string> others = isLater ? order.Needs : [order.Column];
            foreach (string other in isLater && !isLower && order.Needs.Count() > 1 ? [] : others.Intersect(rule.Same))
            {
                double[] cells = isLater ? order.Subtracted(rows, other) : rows.ColumnValues(IndexOf(rows, other));
                for (int row = 0; row < cells.Length; row++)
                {
                    // Comparisons with NaN are false.
                    double bound = cells[row] + away;
                    bool isCloser = isLower ? bound > bounds[row] : bound < bounds[row];
                    bounds[row] = isCloser ? bound : bounds[row];
                }
            }
        }

        return bounds;
    }

    private Table Restored(Table rows, double[][] cells, string[] changed) =>
        RestoredRows.After(
            encoding,
            rows,
            Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect),
            changed
        );

    // The rows as they have become, but for groups with a row that breaks a rule; these are returned.
    private (Table Rows, List<int[]> Broken) Merged(Table before, Table after, List<int[]> groups)
    {
        var limited = encoding.Limited(after);
        var breaking = Breaking(limited, groups);
        var broken = groups.FindAll(group => Array.Exists(group, breaking.Contains));
        return (TakenFrom(before, limited, groups.Except(broken).SelectMany(group => group)), broken);
    }

    private HashSet<int> Breaking(Table rows, List<int[]> groups)
    {
        HashSet<int> breaking = [.. encoding.Breaking(rows)];
        if (series.Recurrences.Count > 0)
        {
            breaking.UnionWith(new SeriesRecurrences(encoding, series.Recurrences).Broken(rows, groups));
        }

        if (accepts?.Invoke(rows) is { } accepted)
        {
            breaking.UnionWith(Enumerable.Range(0, accepted.Length).Where(row => !accepted[row]));
        }

        return breaking;
    }

    private static Table TakenFrom(Table before, Table after, IEnumerable<int> which)
    {
        double[][] cells = [.. Enumerable.Range(0, before.Width).Select(before.ColumnValues)];
        int[] some = [.. which];
        for (int column = 0; column < cells.Length; column++)
        {
            double[] next = after.ColumnValues(column);
            foreach (int row in some)
            {
                cells[column][row] = next[row];
            }
        }

        return Table.FromColumns(before.Columns, cells, before.Picture).WrittenAs(before.Dialect);
    }

    // The columns that follow from a column, or that it follows from, one to one.
    private HashSet<string> Linked(string column)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { column };
        for (int before = 0; before < found.Count; )
        {
            before = found.Count;
            foreach (var other in encoding.Rules.Where(rule => rule is DeterminedColumn or DeterminingColumn))
            {
                if (found.Contains(other.Column) || other.Needs.Any(found.Contains))
                {
                    found.UnionWith(other.Needs.Append(other.Column));
                }
            }
        }

        found.Remove(column);
        return found;
    }

    private static int IndexOf(Table rows, string name) =>
        rows.Columns.Index().First(one => one.Item.Name == name).Index;
}
