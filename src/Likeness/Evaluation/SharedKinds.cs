using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Evaluation;

/// <summary>
/// Gives the samples one kind per column, that of the real rows: tables that were read separately may have the levels of a category in another
/// order, or other levels. Cells are matched by their texts.
/// </summary>
internal static class SharedKinds
{
    /// <summary>The samples under the real columns, whose categories have the levels of all samples.</summary>
    /// <exception cref="LikenessException">A column holds values of which one sample's kind cannot be read as the other's.</exception>
    public static (Table Train, Table? Test, Table Generated) Align(Table train, Table? test, Table generated)
    {
        Table[] all = test is null ? [train, generated] : [train, test, generated];
        if (Array.TrueForAll(all, table => HasSameKinds(train, table)))
        {
            return (train, test, generated);
        }

        var columns = new Column[train.Width];
        double[][][] cells = [.. all.Select(_ => new double[train.Width][])];
        for (int i = 0; i < columns.Length; i++)
        {
            var kind = Common(all, i);
            columns[i] = train.Columns[i] with { Kind = kind, Missing = train.Columns[i].Missing ?? "" };
            for (int table = 0; table < all.Length; table++)
            {
                cells[table][i] = Recoded(all[table], i, kind, table == all.Length - 1 ? "generated" : "test");
            }
        }

        Table[] aligned = [.. cells.Select(values => Table.FromColumns(columns, values, train.Picture))];
        return (aligned[0], test is null ? null : aligned[1], aligned[^1]);
    }

    private static bool HasSameKinds(Table one, Table other) =>
        one.Columns.Zip(other.Columns).All(pair => IsSame(pair.First.Kind, pair.Second.Kind));

    private static bool IsSame(ColumnKind one, ColumnKind other) =>
        ReferenceEquals(one, other) || one.Equals(other) || IsArithmetic(one, other) || !one.IsLearned;

    // The format of numbers and times does not matter, only their values.
    private static bool IsArithmetic(ColumnKind one, ColumnKind other) =>
        one.IsNumeric && other.IsNumeric && one.GetType() == other.GetType();

    private static ColumnKind Common(Table[] all, int column)
    {
        var first = all[0].Columns[column].Kind;
        if (first.LevelCount == 0 || Array.TrueForAll(all, table => table.Columns[column].Kind.Equals(first)))
        {
            return first;
        }

        string[] levels = [.. all.SelectMany(table => Texts(table, column)).Distinct(StringComparer.Ordinal)];
        return first is BooleanKind && levels.Length == first.LevelCount
            ? first
            : new CategoryKind(levels, first is CategoryKind { IsOrdered: true });
    }

    // Numbers where the real column has categories become levels as they are written.
    private static IEnumerable<string> Texts(Table table, int column)
    {
        var kind = table.Columns[column].Kind;
        return kind.LevelCount > 0
            ? Enumerable.Range(0, kind.LevelCount).Select(level => kind.Write(level))
            : table.ColumnValues(column).Where(cell => !double.IsNaN(cell)).Distinct().Select(kind.Write);
    }

    private static double[] Recoded(Table table, int column, ColumnKind kind, string name)
    {
        var own = table.Columns[column].Kind;
        if (IsSame(kind, own))
        {
            return table.ColumnValues(column);
        }

        var codes = new Dictionary<double, double>();
        double[] cells = table.ColumnValues(column);
        for (int row = 0; row < cells.Length; row++)
        {
            if (double.IsNaN(cells[row]))
            {
                continue;
            }

            if (!codes.TryGetValue(cells[row], out double code))
            {
                string text = own.Write(cells[row]);
                codes[cells[row]] = code = kind.TryRead(text, out double read)
                    ? read
                    : throw new LikenessException(
                        $"The {name} sample, row {row + 1}, column '{table.Columns[column].Name}': '{text}' is no {kind.Name} as in the real sample; give both columns one kind."
                    );
            }

            cells[row] = code;
        }

        return cells;
    }
}
