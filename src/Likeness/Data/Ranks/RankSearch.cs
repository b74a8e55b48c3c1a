using Likeness.Data.Csv;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Data.Times;

namespace Likeness.Data.Ranks;

/// <summary>
/// Finds columns of ranks: of another column among all rows of a file, or within the values of one or two others. Those that only count rows as they stand must have a name of ranks: such as visits by their day, they
/// may count on.
/// </summary>
internal static class RankSearch
{
    private const int MinRows = 20;
    private const int MaxColumns = 200;
    private const int FirstRows = 2000; // in which a large file shows that a column is no rank
    private const int MostShared = 4; // rows of each rank, on average, where ranks are looked up otherwise

    /// <summary>The table with what was found, where other columns are searched without ranks: these say nothing of rows that their scores do not say.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    /// <param name="schema">The kinds that are declared, and stay; null for none.</param>
    /// <param name="search">What is found of the other columns.</param>
    public static LoadedTable Apply(LoadedTable loaded, TableSchema? schema, Func<LoadedTable, LoadedTable> search)
    {
        var table = loaded.Table;
        var found = table.Picture is null && table.Width <= MaxColumns ? All(table, schema) : [];
        if (found.Count == 0)
        {
            return search(loaded);
        }

        int[] others = [.. Enumerable.Range(0, table.Width).Where(at => !found.ContainsKey(at))];
        bool hasFindings = loaded.Findings.Count == table.Width;
        var rest = search(
            loaded with
            {
                Table = table.TakeColumns(others),
                Findings = hasFindings ? [.. others.Select(at => loaded.Findings[at])] : loaded.Findings,
            }
        );
        Column[] columns = [.. table.Columns];
        double[][] cells = [.. Enumerable.Range(0, table.Width).Select(table.ColumnValues)];
        ColumnFinding[] findings = [.. loaded.Findings];
        foreach (var (i, at) in others.Index())
        {
            (columns[at], cells[at]) = (rest.Table.Columns[i], rest.Table.ColumnValues(i));
            if (hasFindings)
            {
                findings[at] = rest.Findings[i];
            }
        }

        foreach (var (at, (rank, values)) in found)
        {
            bool wasKey = columns[at].Kind is IdentifierKind;
            columns[at] = columns[at] with
            {
                Rank = rank,
                Kind = wasKey ? NumberKind.Default : columns[at].Kind,
                Storage = wasKey && columns[at].Storage == CsvMarks.Plain ? null : columns[at].Storage,
            };
            cells[at] = values;
            if (hasFindings)
            {
                findings[at] = findings[at] with
                {
                    Why = rank.GoesWith is { } goesWith
                        ? $"ranks, by the name and since they go with '{goesWith}'"
                        : $"ranks of '{rank.Score}'",
                };
            }
        }

        return rest with
        {
            Table = Table.FromColumns(columns, cells).WrittenAs(table.Dialect),
            Findings = findings,
        };
    }

    private static Dictionary<int, (RankedColumn Rank, double[] Values)> All(Table table, TableSchema? schema)
    {
        var found = new Dictionary<int, (RankedColumn, double[])>();
        var candidates = new Dictionary<int, double[]>();
        var parts = JoinedTimes.PartsOf(table.Columns);
        for (int at = 0; at < table.Width; at++)
        {
            if (
                schema?.Find(table.Columns[at].Name) is null
                && !parts.Contains(table.Columns[at].Name)
                && Numbers(table, at) is { } values
                && MayBeRanks(values)
            )
            {
                candidates[at] = values;
            }
        }

        foreach (var (at, ranks) in candidates)
        {
            string name = table.Columns[at].Name;
            if (found.Values.Any(one => one.Item1.Score == name || one.Item1.By.Contains(name)))
            {
                continue;
            }

            int[] scores =
            [
                .. Enumerable
                    .Range(0, table.Width)
                    .Where(other =>
                        other != at
                        && !found.ContainsKey(other)
                        && table.Columns[other].Kind is NumberKind or DurationKind
                        && AreMissingTogether(ranks, table.Column(other))
                    )
                    // What may itself be a rank follows from the same score.
                    .OrderBy(candidates.ContainsKey),
            ];
            if (
                (
                    (scores.Length == 0 ? null : Find(table, at, ranks, scores, found.Keys))
                    ?? OwnRanks.Find(table, at, ranks, Scores(at))
                ) is
                { } rank
            )
            {
                found[at] = (rank, ranks);
            }
        }

        return found;

        // Those that some rows lack, too.
        IEnumerable<int> Scores(int at) =>
            Enumerable
                .Range(0, table.Width)
                .Where(other =>
                    other != at && !found.ContainsKey(other) && table.Columns[other].Kind is NumberKind or DurationKind
                );
    }

    // A column that a reader took for a counter of rows has the texts of its numbers.
    private static double[]? Numbers(Table table, int at) =>
        table.Columns[at] switch
        {
            { Codes: not null } => null,
            { Kind: NumberKind } => table.ColumnValues(at),
            { Kind: IdentifierKind { Pattern: IdentifierKind.Counter, Repeats: false } keys } => Array.ConvertAll(
                table.ColumnValues(at),
                cell =>
                    double.IsNaN(cell) ? cell
                    : NumberFormat.TryReadPlain(keys.Write(cell), out double value) ? value
                    : 0
            ),
            _ => null,
        };

    private static bool MayBeRanks(double[] values)
    {
        int present = values.Count(value => !double.IsNaN(value));
        return present >= MinRows
            && values.Contains(1)
            // Comparisons with NaN are false.
            && !Array.Exists(values, value => value < 1 || value > present || value % 1 > 0);
    }

    private static bool AreMissingTogether(double[] ranks, ReadOnlySpan<double> scores)
    {
        for (int row = 0; row < ranks.Length; row++)
        {
            if (double.IsNaN(ranks[row]) != double.IsNaN(scores[row]))
            {
                return false;
            }
        }

        return true;
    }

    private static RankedColumn? Find(Table table, int at, double[] ranks, int[] scores, ICollection<int> excluded)
    {
        var columns = scores.ToDictionary(score => score, table.ColumnValues);
        double chance = Math.Log(2.0 * table.Width * table.Width * table.Width);
        foreach (int[] by in Groupings(table, at, ranks, excluded))
        {
            double[][] named = Array.ConvertAll(by, table.ColumnValues);
            if (
                ranks.Length > 2 * FirstRows
                && new RankCheck(ranks[..FirstRows], Array.ConvertAll(named, cells => cells[..FirstRows])) is var part
                && !scores.Any(score => !by.Contains(score) && part.MayRank(columns[score][..FirstRows]))
            )
            {
                continue;
            }

            var check = new RankCheck(ranks, named);
            if (!check.AreRanks)
            {
                continue;
            }

            foreach (int score in scores.Where(score => !by.Contains(score)))
            {
                if (
                    check.Find(columns[score]) is var (ties, falls, logChance)
                    && logChance + chance < KeyEvidence.MaxLogChance
                    && (ties != RankTies.Dense || check.RowsOfEach <= MostShared)
                    && (RankNames.Are(table.Columns[at].Name) || !IsCounter(check, ties, falls))
                )
                {
                    return new(
                        table.Columns[score].Name,
                        falls,
                        ties,
                        [.. by.Select(column => table.Columns[column].Name)]
                    )
                    {
                        Order = check.StandInOrder
                            ? [.. by.Select((column, i) => RankedGroups.Find(table.Columns[column], named[i]))]
                            : null,
                    };
                }
            }
        }

        return null;
    }

    // Rows in their order, which scores follow.
    private static bool IsCounter(RankCheck check, RankTies ties, bool falls) =>
        check.RiseInFile && (ties == RankTies.InOrder || (ties == RankTies.Dense && !falls));

    // No column, each one, and each two; the outer one first.
    private static IEnumerable<int[]> Groupings(Table table, int at, double[] ranks, ICollection<int> excluded)
    {
        yield return [];
        int first = ranks.Count(rank => rank == 1);
        if (first == 1)
        {
            yield break;
        }

        (int Column, int Values)[] all =
        [
            .. Enumerable
                .Range(0, table.Width)
                .Where(column => column != at && !excluded.Contains(column) && MayName(table.Columns[column]))
                .Select(column => (column, ValuesOf(table.Column(column), first)))
                .Where(one => one.Item2 > 1),
        ];
        foreach (var (column, _) in all)
        {
            yield return [column];
        }

        for (int i = 0; i < all.Length; i++)
        {
            for (int j = i + 1; j < all.Length; j++)
            {
                if ((double)all[i].Values * all[j].Values * MostShared >= first)
                {
                    yield return IsOuter(table.Column(all[j].Column), table.Column(all[i].Column))
                        ? [all[j].Column, all[i].Column]
                        : [all[i].Column, all[j].Column];
                }
            }
        }
    }

    private static bool MayName(Column column) =>
        column.Kind.LevelCount > 0
        || column.Kind is TimeKind
        || (column.Kind is NumberKind { Format: null or { Decimals: 0 } } && column.Codes is null);

    // 0 for missing values, or more than so many.
    private static int ValuesOf(ReadOnlySpan<double> cells, int most)
    {
        var values = new HashSet<double>();
        foreach (double cell in cells)
        {
            values.Add(cell);
            if (double.IsNaN(cell) || values.Count > most)
            {
                return 0;
            }
        }

        return values.Count;
    }

    // Whether a column changes less often in the file.
    private static bool IsOuter(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        int changes = 0;
        for (int row = 1; row < one.Length; row++)
        {
            changes += (one[row].Equals(one[row - 1]) ? 0 : 1) - (other[row].Equals(other[row - 1]) ? 0 : 1);
        }

        return changes < 0;
    }
}
