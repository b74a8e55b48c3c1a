using Likeness.Data.Csv;
using Likeness.Data.Schemas;

namespace Likeness.Data.Typed;

/// <summary>Builds a table from the columns of a source that has types.</summary>
internal static class TypedTable
{
    /// <summary>Decides on the kind of each column: by its type where that says enough, by its texts otherwise.</summary>
    /// <param name="source">The source's name in messages.</param>
    /// <param name="columns">The columns, of equal length.</param>
    /// <param name="missing">Texts that the user declares as missing.</param>
    /// <param name="schema">The declared kinds; null to detect all.</param>
    /// <exception cref="LikenessException">
    /// There is no row or no column, two columns have one name, a number is infinite, or a cell is not of its declared kind.
    /// </exception>
    public static LoadedTable Create(
        string source,
        IReadOnlyList<TypedColumn> columns,
        IReadOnlyCollection<string> missing,
        TableSchema? schema
    )
    {
        RequireNames(source, [.. columns.Select(column => column.Name)]);
        if (columns[0].RowCount == 0)
        {
            throw new LikenessException($"{source}: there are column names but no rows (add rows)");
        }

        schema?.Require([.. columns.Select(column => column.Name)], source);
        var declared = missing.ToHashSet(StringComparer.Ordinal);
        var named = new Column[columns.Count];
        var values = new double[columns.Count][];
        var findings = new ColumnFinding[columns.Count];
        for (int i = 0; i < named.Length; i++)
        {
            try
            {
                var reading = new TypedReading(source, columns[i], declared);
                (named[i], values[i], findings[i]) = reading.Read(schema?.Find(columns[i].Name));
            }
            catch (FormatException wrong)
            {
                throw new LikenessException(
                    $"{source}, column '{CsvHeader.Shown(columns[i].Name)}': {wrong.Message}",
                    wrong
                );
            }
        }

        return new LoadedTable(Table.FromColumns(named, values), 0) { Findings = findings };
    }

    private static void RequireNames(string source, string[] names)
    {
        if (names.Length is 0 or > TableSize.MaxColumns)
        {
            throw new LikenessException(
                $"{source}: {names.Length} columns, and a table has 1 to {TableSize.MaxColumns} (give other columns)"
            );
        }

        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new LikenessException(
                $"{source}: two columns are named '{CsvHeader.Shown(twice.Key)}' (give each its own name)"
            );
        }
    }
}
