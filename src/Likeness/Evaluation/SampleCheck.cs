using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Evaluation;

/// <summary>Checks samples before they are compared, and collects warnings about them.</summary>
internal static class SampleCheck
{
    private const int MinRows = 2;

    /// <summary>Refuses samples that no metric can compare; reports constant columns.</summary>
    /// <exception cref="LikenessException">Too few rows, other columns, or values that are not finite.</exception>
    public static void Require(Table train, Table? test, Table generated, List<string> warnings)
    {
        foreach ((Table table, string name) in Named(train, test, generated))
        {
            if (table.RowCount < MinRows)
            {
                throw new LikenessException(
                    $"The {name} sample has {table.RowCount} rows; give at least {MinRows}, because one row has no distribution."
                );
            }

            if (table.Width != train.Width)
            {
                throw new LikenessException(
                    $"The {name} sample has {table.Width} columns and the real one {train.Width}; give tables with the same columns."
                );
            }

            RequireFinite(table, name);
            NameConstantColumns(table, name, warnings);
        }
    }

    /// <summary>At most <see cref="EvaluationSettings.MaxRows"/> rows, sampled without replacement.</summary>
    public static Table Limit(Table table, string name, EvaluationSettings settings, int index, List<string> warnings)
    {
        if (table.RowCount <= settings.MaxRows)
        {
            return table;
        }

        warnings.Add(
            $"The {name} sample has {table.RowCount} rows; {settings.MaxRows} of them, chosen at random, were evaluated."
        );
        return Thin(table, settings.MaxRows, settings.Seed, index);
    }

    /// <summary>At most so many rows, sampled without replacement.</summary>
    public static Table Thin(Table table, int most, ulong seed, int index)
    {
        var random = new PhiloxRandom(seed, ((ulong)EvaluationStream.Subsample << 32) | (uint)index);
        return table.RowCount <= most ? table : table.TakeRows(random.Permutation(table.RowCount).AsSpan(0, most));
    }

    private static IEnumerable<(Table Table, string Name)> Named(Table train, Table? test, Table generated)
    {
        yield return (train, "real");
        if (test is not null)
        {
            yield return (test, "test");
        }

        yield return (generated, "generated");
    }

    private static void RequireFinite(Table table, string name)
    {
        int at = table.Values.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        if (at >= 0)
        {
            throw new LikenessException(
                $"The {name} sample, row {(at / table.Width) + 1}, column '{table.Columns[at % table.Width].Name}': {table.Values[at]} cannot be compared; remove the row or fix the model that generated it."
            );
        }
    }

    private static void NameConstantColumns(Table table, string name, List<string> warnings)
    {
        for (int column = 0; column < table.Width; column++)
        {
            if (Array.TrueForAll(table.ColumnValues(column), value => value == table[0, column]))
            {
                warnings.Add(
                    $"Column '{table.Columns[column].Name}' of the {name} sample is constant ({table[0, column]})."
                );
            }
        }
    }
}
