using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>Whole numbers that repeat the keys of another column in all rows, such as the number of a pair of twins in another register's name: they are keys, too, of which samples have the same fresh ones.</summary>
internal static class CopiedKeys
{
    /// <summary>The table with such keys.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    /// <param name="schema">The kinds that are declared, and stay; null for none.</param>
    public static LoadedTable Apply(LoadedTable loaded, TableSchema? schema)
    {
        var table = loaded.Table;
        var found = new Dictionary<int, (ColumnKind, double[], string)>();
        foreach (var (key, column) in table.Columns.Index())
        {
            if (column.Kind is not IdentifierKind { Repeats: true, Texts: NumeralList } kind)
            {
                continue;
            }

            string[] texts = [.. kind.Texts];
            foreach (var (at, other) in table.Columns.Index())
            {
                if (
                    other.Kind is NumberKind number
                    && NumberKeys.ArePlain(number.Format)
                    && schema?.Find(other.Name) is null
                    && Repeats(table, at, key, texts)
                )
                {
                    found[at] = (kind, table.ColumnValues(key), $"repeats '{column.Name}'");
                }
            }
        }

        return loaded.WithKinds(found);
    }

    private static bool Repeats(Table table, int at, int key, string[] texts)
    {
        double[] numbers = table.ColumnValues(at);
        double[] keys = table.ColumnValues(key);
        for (int row = 0; row < numbers.Length; row++)
        {
            bool isKnown = !double.IsNaN(keys[row]);
            if (
                isKnown == double.IsNaN(numbers[row])
                || (isKnown && table.Columns[at].Write(numbers[row]) != texts[(int)keys[row]])
            )
            {
                return false;
            }
        }

        return true;
    }
}
