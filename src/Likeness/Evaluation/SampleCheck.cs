using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Evaluation;

/// <summary>Checks samples before they are compared, and collects warnings about them.</summary>
internal static class SampleCheck
{
    private const int MinRows = 2;
    private const int MinRowsOfWideTables = 1000;

    // Tables of more columns are compared in fewer rows, down to a third.
    private const int ColumnsOfAllRows = 10;
    private const int Least = 3;

    /// <summary>Refuses samples that no metric can compare; reports constant columns.</summary>
    /// <param name="train">The training rows, or real rows in their place.</param>
    /// <param name="known">What these are: <c>training</c> or <c>real</c>.</param>
    /// <param name="test">The test rows; null for none.</param>
    /// <param name="generated">The generated rows.</param>
    /// <param name="warnings">Receives the constant columns.</param>
    /// <exception cref="LikenessException">Too few rows, or values that are infinite or too large to square.</exception>
    public static void Require(Table train, string known, Table? test, Table generated, List<string> warnings)
    {
        foreach ((Table table, string name) in Named(train, known, test, generated))
        {
            if (table.RowCount < MinRows)
            {
                throw new LikenessException(
                    $"The {name} sample has {table.RowCount} rows; give at least {MinRows}, because one row has no distribution."
                );
            }

            RequireFinite(table, name);
            NameConstantColumns(table, name, warnings);
        }
    }

    /// <summary>
    /// At most <see cref="EvaluationSettings.MaxRows"/> rows, fewer where they would have more than <see cref="EvaluationSettings.MaxValues"/>
    /// values, sampled without replacement.
    /// </summary>
    /// <param name="table">The rows, in the columns that are compared.</param>
    /// <param name="width">How many columns there are before any are left out.</param>
    /// <param name="name">What the rows are.</param>
    /// <param name="settings">The bounds, and the seed.</param>
    /// <param name="index">Separates the random numbers of the samples.</param>
    /// <param name="warnings">Receives what was subsampled.</param>
    public static Table Limit(
        Table table,
        int width,
        string name,
        EvaluationSettings settings,
        int index,
        List<string> warnings
    )
    {
        int most = Math.Min(
            Affordable(settings.MaxRows, width),
            Math.Max(MinRowsOfWideTables, settings.MaxValues / width)
        );
        if (table.RowCount <= most)
        {
            return table;
        }

        warnings.Add(
            $"The {name} sample has {Numeral.Whole(table.RowCount)} rows; {Numeral.Whole(most)} of them, chosen at random, were evaluated."
        );
        return Thin(table, most, settings.Seed, index);
    }

    /// <summary>
    /// The rows of so many columns that are compared: all of up to 10 columns, and (10/width)² of them in wider tables, but not less than a third.
    /// Then the report of a table of 15 columns takes as long as that of one of 10.
    /// </summary>
    public static int Affordable(int rows, int width)
    {
        double part = Math.Min(1, (double)ColumnsOfAllRows / width);
        return Math.Max((int)(rows * part * part), (rows + Least - 1) / Least);
    }

    /// <summary>At most so many rows, sampled without replacement.</summary>
    public static Table Thin(Table table, int most, ulong seed, int index)
    {
        var random = new PhiloxRandom(seed, ((ulong)EvaluationStream.Subsample << 32) | (uint)index);
        return table.RowCount <= most ? table : table.TakeRows(random.Permutation(table.RowCount).AsSpan(0, most));
    }

    private static IEnumerable<(Table Table, string Name)> Named(
        Table train,
        string known,
        Table? test,
        Table generated
    )
    {
        yield return (train, known);
        if (test is not null)
        {
            yield return (test, "test");
        }

        yield return (generated, "generated");
    }

    private static void RequireFinite(Table table, string name)
    {
        var (row, column) = Enumerable
            .Range(0, table.Width)
            .Select(column => (Row: FirstTooLarge(table.Column(column)), column))
            .Where(found => found.Row >= 0)
            .DefaultIfEmpty((-1, 0))
            .Min();
        if (row >= 0)
        {
            throw new LikenessException(
                $"The {name} sample, row {row + 1}, column '{table.Columns[column].Name}': {table[row, column]} cannot be compared; remove the row or fix the model that generated it."
            );
        }
    }

    // NaN is a missing value.
    private static int FirstTooLarge(ReadOnlySpan<double> cells)
    {
        for (int row = 0; row < cells.Length; row++)
        {
            if (Math.Abs(cells[row]) > Table.MaxMagnitude)
            {
                return row;
            }
        }

        return -1;
    }

    private static void NameConstantColumns(Table table, string name, List<string> warnings)
    {
        for (int column = 0; column < table.Width; column++)
        {
            if (Array.TrueForAll(table.ColumnValues(column), value => value == table[0, column]))
            {
                var constant = table.Columns[column];
                string value =
                    constant.Kind is Data.Kinds.NumberKind ? $"{table[0, column]}" : constant.Write(table[0, column]);
                warnings.Add($"Column '{constant.Name}' of the {name} sample is constant ({value}).");
            }
        }
    }
}
