using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>
/// Keys within the keys of another column that have no column of their own: the visits of a patient, each with several measurements, which the patient and a number or time name.
/// </summary>
internal static class VisitSearch
{
    // Of one visit, on average: else most rows are visits of their own.
    private const double MinRows = 1.5;

    // Of the steps between visits.
    private const double MinInOrder = 0.9;

    /// <summary>The rules of a key and of its visits, that of the key first; null if there are none.</summary>
    /// <param name="train">Training rows.</param>
    /// <param name="sameOf">Columns of keys, and the columns that are the same in all rows of a key.</param>
    public static (int Key, IReadOnlyList<SubjectColumns> Rules)? Find(
        Table train,
        IReadOnlyDictionary<int, int[]> sameOf
    )
    {
        // Rows of a panel are known otherwise.
        if (train.Columns.Any(column => column.Panel is not null))
        {
            return null;
        }

        (int Key, int Own, IReadOnlyList<SubjectColumns> Rules)? best = null;
        foreach (var (key, shared) in sameOf.OrderByDescending(one => one.Value.Length).ThenBy(one => one.Key))
        {
            string name = train.Columns[key].Name;
            if (!SubjectSearch.MayBeFresh(train.Columns[key]) || SubjectNames.AreClasses(name))
            {
                continue;
            }

            int[] rowsOf = KeyEvidence.GroupsOf(train.Column(key));
            foreach (int by in Enumerable.Range(0, train.Width).Where(i => i != key && !shared.Contains(i)))
            {
                if (
                    MayName(train, by)
                    && Numbers(rowsOf, train.ColumnValues(by)) is { } visits
                    && RulesOf(train, key, by, visits, shared) is { } rules
                    && (best is null || rules[1].Same.Count > best.Value.Own)
                )
                {
                    best = (key, rules[1].Same.Count, rules);
                }
            }

            if (best is not null)
            {
                break;
            }
        }

        return best is { } found ? (found.Key, found.Rules) : null;
    }

    private static bool MayName(Table train, int by) =>
        train.Columns[by].Kind is TimeKind
            ? !train.ColumnValues(by).Any(double.IsNaN)
            : train.Columns[by].Kind is NumberKind && Array.TrueForAll(train.ColumnValues(by), double.IsInteger);

    // The first row of each row's visit; null if visits have few rows, or are not in order.
    private static double[]? Numbers(int[] rowsOf, double[] cells)
    {
        var first = new Dictionary<(int, double), int>();
        var last = new Dictionary<int, double>();
        double[] visits = new double[cells.Length];
        var (rises, falls) = (0, 0);
        for (int row = 0; row < cells.Length; row++)
        {
            int key = rowsOf[row];
            if (key < 0)
            {
                return null;
            }

            visits[row] = first.TryAdd((key, cells[row]), row) ? row : first[(key, cells[row])];
            double before = last.GetValueOrDefault(key, cells[row]);
            rises += cells[row] > before ? 1 : 0;
            falls += cells[row] < before ? 1 : 0;
            last[key] = cells[row];
        }

        return first.Count * MinRows <= cells.Length && Math.Max(rises, falls) >= MinInOrder * (rises + falls)
            ? visits
            : null;
    }

    private static IReadOnlyList<SubjectColumns>? RulesOf(
        Table train,
        int key,
        int by,
        double[] visits,
        IReadOnlyList<int> shared
    )
    {
        // Visits as a column of keys, which nothing else reads.
        int at = train.Width;
        string[] names = [.. train.Columns.Select(column => column.Name)];
        var widened = Table.FromColumns(
            [.. train.Columns, new Column($"{names[key]}, {names[by]}") { Kind = new EmptyKind() }],
            [.. Enumerable.Range(0, at).Select(train.ColumnValues), visits],
            train.Picture
        );
        if (!NestedKeys.Are(widened, (at, key)))
        {
            return null;
        }

        int[] rowsOf = KeyEvidence.GroupsOf(visits);
        int[] same =
        [
            .. Enumerable
                .Range(0, at)
                .Where(i =>
                    i != key
                    && !shared.Contains(i)
                    && train.Columns[i].Kind is not EmptyKind
                    && KeyEvidence.IsSame(rowsOf, train.Column(i))
                    && (i == by || !KeyEvidence.IsByChance(rowsOf, train.Column(i)))
                ),
        ];
        var rules = NestedKeys.Create(widened, (at, key), same, shared);
        var inner = rules[1];
        if (
            !same.Any(i => i != by && IsOfVisits(train, (key, by), rowsOf, i))
            && inner.Series?.Unlike.Any(name => Repeats(train, key, Array.IndexOf(names, name))) != true
        )
        {
            return null;
        }

        return
        [
            rules[0],
            inner with
            {
                Column = names[by],
                Same = [.. inner.Same.Where(name => name != names[key])],
                Within = inner.Within! with
                {
                    AreNumbered = true,
                    // A counter, too: none begins again behind the last.
                    Distinct = [.. inner.Within.Distinct.Append(names[by]).Distinct()],
                    Repeated = RepeatedColumns.Find(train, key, rowsOf, inner, same),
                },
            },
        ];
    }

    // Whether a column is the same in all rows of a visit, neither because the number or time alone says so nor by chance: from row to row of a key, it changes between visits.
    private static bool IsOfVisits(Table train, (int Key, int By) columns, int[] visits, int column)
    {
        int[] heads = [.. visits.Distinct()];
        double[] times = Array.ConvertAll(heads, row => train[row, columns.By]);
        double[] values = Array.ConvertAll(heads, row => train[row, column]);
        int[] ofTimes = KeyEvidence.GroupsOf(times);
        if (KeyEvidence.IsSame(ofTimes, values) && !KeyEvidence.IsByChance(ofTimes, values))
        {
            return false;
        }

        var before = new Dictionary<double, int>();
        var (within, between, stays) = (0, 1, 1);
        for (int row = 0; row < visits.Length; row++)
        {
            if (before.TryGetValue(train[row, columns.Key], out int last))
            {
                bool isNew = visits[row] != visits[last];
                within += isNew ? 0 : 1;
                between += isNew ? 1 : 0;
                stays += isNew && train[row, column].Equals(train[last, column]) ? 1 : 0;
            }

            before[train[row, columns.Key]] = row;
        }

        return within * Math.Log(stays / (double)between) < KeyEvidence.MaxLogChance;
    }

    // Whether some key has a value several times: what no two of its rows have says nothing of visits.
    private static bool Repeats(Table train, int key, int column)
    {
        var seen = new HashSet<(double, double)>();
        return Enumerable
            .Range(0, train.RowCount)
            .Any(row => !double.IsNaN(train[row, column]) && !seen.Add((train[row, key], train[row, column])));
    }
}
