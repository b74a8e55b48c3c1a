using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>Finds the columns of keys with parts that repeat, and which of these parts follow from other columns.</summary>
internal static class KeyColumnSearch
{
    // How keys write times.
    private static readonly string[] Formats = ["yyyy", "yy", "yyyyMM", "yyMM", "yyyyMMdd", "yyMMdd", "MM", "dd"];

    /// <summary>A rule for each of the columns.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="findsRules">Whether parts may follow from other columns.</param>
    /// <param name="protects">Whether models do not see texts that few rows have.</param>
    public static IEnumerable<KeyColumn> All(Table train, bool findsRules, bool protects)
    {
        var names = train.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        for (int column = 0; column < train.Width; column++)
        {
            if (train.Columns[column].Kind is IdentifierKind { Parts: { } parts } keys && train.RowCount > 0)
            {
                var columns = KeyParts.Columns(train.Columns[column], names);
                var levels = Array.ConvertAll(
                    train.ColumnValues(column),
                    cell => double.IsNaN(cell) ? null : parts.LevelsOf(keys, cell)
                );
                yield return new KeyColumn(
                    train.Columns[column].Name,
                    [
                        .. parts.Levels.Select(
                            (texts, part) =>
                                Find(
                                    train,
                                    columns[part].Name,
                                    texts,
                                    Array.ConvertAll(levels, all => all?[part] ?? -1),
                                    findsRules,
                                    protects
                                )
                        ),
                    ]
                );
            }
        }
    }

    private static KeyPart Find(
        Table train,
        string name,
        IReadOnlyList<string> texts,
        int[] levels,
        bool findsRules,
        bool protects
    )
    {
        var counts = new int[texts.Count];
        foreach (int level in levels)
        {
            counts[Math.Max(0, level)] += level < 0 ? 0 : 1;
        }

        var part = new KeyPart(name, counts.IndexOf(counts.Max()));
        bool isKnown = Array.Exists(levels, level => level >= 0);
        if (
            findsRules
            && isKnown
            && (ByTime(train, part, texts, levels) ?? ByLevels(train, part, levels)) is { } follows
        )
        {
            return follows;
        }

        part = part with
        {
            // Days are numbers, of which only the extremes are protected.
            Rare =
                protects && KeyDays.From(texts) is null
                    ? [.. counts.Index().Where(one => one.Item < Protection.MinRows).Select(one => one.Index)]
                    : [],
        };
        return part with { MayBeMissing = part.ToCells(levels, texts.Count).Any(double.IsNaN) };
    }

    private static KeyPart? ByTime(Table train, KeyPart part, IReadOnlyList<string> texts, int[] levels)
    {
        foreach (var (at, column) in train.Columns.Index())
        {
            if (column.Kind is not TimeKind time)
            {
                continue;
            }

            double[] cells = train.ColumnValues(at);
            foreach (string format in Formats.Where(format => format.Length == texts[0].Length))
            {
                var written = KeyPart.Formatted(time, format, texts);
                if (
                    Enumerable
                        .Range(0, levels.Length)
                        .All(row =>
                            levels[row] < 0 || (!double.IsNaN(cells[row]) && written(cells[row]) == levels[row])
                        )
                )
                {
                    return part with { By = column.Name, Format = format };
                }
            }
        }

        return null;
    }

    private static KeyPart? ByLevels(Table train, KeyPart part, int[] levels)
    {
        int[] rows = [.. Enumerable.Range(0, levels.Length).Where(row => levels[row] >= 0)];
        double[] values = Array.ConvertAll(rows, row => (double)levels[row]);
        var known = rows.Length == levels.Length ? train : train.TakeRows(rows);
        for (int by = 0; by < train.Width; by++)
        {
            if (train.Columns[by].Kind.LevelCount > 0 && DeterminedColumnSearch.Find(known, by, values) is { } pairs)
            {
                return part with { By = train.Columns[by].Name, Pairs = pairs };
            }
        }

        return null;
    }
}
