using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Texts;

/// <summary>Numbers, codes and words in sampled texts that have some inside.</summary>
internal static class FilledTemplates
{
    // A text with a sampled number may be a level of its own.
    private const int MaxTries = 20;

    /// <summary>Samples with numbers in the places of templates.</summary>
    /// <param name="rows">The samples.</param>
    /// <param name="first">The number of the first row, from 0.</param>
    /// <param name="seed">The seed of the samples.</param>
    public static Table Fill(Table rows, long first, ulong seed)
    {
        if (!rows.Columns.Any(column => column.Kind is CategoryKind { Numbered: not null }))
        {
            return rows;
        }

        Column[] columns = [.. rows.Columns];
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int at = 0; at < columns.Length; at++)
        {
            if (columns[at].Kind is CategoryKind { Numbered: { } numbered } kind)
            {
                var levels = Filled(cells[at], kind, numbered, RandomUse.Texts.Seed(seed + (ulong)at), first, CellOf);
                columns[at] = columns[at] with { Kind = levels };
            }
        }

        return Table.FromColumns(columns, cells, rows.Picture).WrittenAs(rows.Dialect);

        string? CellOf(string name, int row) =>
            Array.FindIndex(columns, column => column.Name == name) is >= 0 and var source
            // Texts that are invented are not there yet.
            && columns[source].Kind is not TextKind
            && !double.IsNaN(cells[source][row])
                ? columns[source].Kind.Write(cells[source][row])
                : null;
    }

    private static CategoryKind Filled(
        double[] cells,
        CategoryKind kind,
        IReadOnlyList<NumberedText> numbered,
        ulong seed,
        long first,
        Func<string, int, string?> cellOf
    )
    {
        var templates = numbered.ToDictionary(one => one.Level);
        var own = kind.Levels.ToHashSet(StringComparer.Ordinal);
        var added = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < cells.Length; row++)
        {
            if (double.IsNaN(cells[row]) || !templates.TryGetValue((int)cells[row], out var template))
            {
                continue;
            }

            var random = new PhiloxRandom(seed, (ulong)(first + row));
            string text = "";
            for (int tries = 0; tries < MaxTries && (tries == 0 || own.Contains(text)); tries++)
            {
                text = template.Fill(kind.Levels[template.Level], random, name => cellOf(name, row));
            }

            cells[row] =
                own.Contains(text) ? kind.Levels.ToList().IndexOf(text)
                : added.TryAdd(text, kind.LevelCount + added.Count) ? kind.LevelCount + added.Count - 1
                : added[text];
        }

        return new([.. kind.Levels, .. added.Keys], kind.IsOrdered);
    }
}
