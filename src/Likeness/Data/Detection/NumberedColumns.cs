using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>
/// Columns whose names differ in a number only, such as the markers <c>V1</c> to <c>V13</c> of a genotype: where most of them are no keys, codes of one of them that few rows have are none either.
/// </summary>
internal static class NumberedColumns
{
    private const int MinColumns = 4;
    private const double Most = 0.5;

    /// <summary>The table with categories in place of such keys.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    /// <param name="schema">The kinds that are declared, and stay; null for none.</param>
    public static LoadedTable Apply(LoadedTable loaded, TableSchema? schema)
    {
        var table = loaded.Table;
        var found = new Dictionary<int, (ColumnKind, double[], string)>();
        foreach (
            var numbered in table
                .Columns.Index()
                .Where(one => char.IsAsciiDigit(one.Item.Name.LastOrDefault()))
                .GroupBy(one => one.Item.Name.TrimEnd([.. "0123456789"]))
                .Where(numbered => numbered.Count() >= MinColumns)
        )
        {
            int[] keys = [.. numbered.Where(one => one.Item.Kind is IdentifierKind).Select(one => one.Index)];
            if (keys.Length > Most * numbered.Count() || SubjectNames.MayBeUnits(numbered.Key))
            {
                continue;
            }

            foreach (int at in keys.Where(at => schema?.Find(table.Columns[at].Name) is null))
            {
                if (table.Columns[at].Kind is IdentifierKind { Repeats: true } kind)
                {
                    var levels = new CategoryKind(TextKinds.Sorted(kind.Texts));
                    double[] cells = Array.ConvertAll(
                        table.ColumnValues(at),
                        cell =>
                            !double.IsNaN(cell) && levels.TryRead(kind.Texts[(int)cell], out double level)
                                ? level
                                : double.NaN
                    );
                    found[at] = (
                        levels,
                        cells,
                        $"{levels.LevelCount} different texts, as of most columns of such a name"
                    );
                }
            }
        }

        return loaded.WithKinds(found);
    }
}
