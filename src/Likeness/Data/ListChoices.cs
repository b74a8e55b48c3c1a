using Likeness.Data.Kinds;

namespace Likeness.Data;

/// <summary>A column of lists as columns of its choices: for each, whether a row has it.</summary>
internal static class ListChoices
{
    /// <summary>The column of a choice.</summary>
    /// <param name="column">The column of lists.</param>
    /// <param name="choice">The place of the choice.</param>
    /// <param name="taken">The names of other columns, which it must not have.</param>
    public static Column ColumnOf(Column column, int choice, IReadOnlyCollection<string> taken)
    {
        string name = $"{column.Name}: {((ListKind)column.Kind).Choices[choice]}";
        while (taken.Contains(name))
        {
            name += "'";
        }

        return Named(name);
    }

    /// <summary>The column of a choice whose name is known.</summary>
    public static Column Named(string name) => new(name) { Kind = new BooleanKind("no", "yes") };

    /// <summary>Whether each cell has a choice, 1 or 0; NaN where the list is missing.</summary>
    /// <param name="cells">The cells of the lists.</param>
    /// <param name="choice">The place of the choice.</param>
    public static double[] Of(ReadOnlySpan<double> cells, int choice)
    {
        double[] has = new double[cells.Length];
        for (int row = 0; row < has.Length; row++)
        {
            has[row] =
                double.IsNaN(cells[row]) ? double.NaN
                : ListKind.Has(cells[row], choice) ? 1
                : 0;
        }

        return has;
    }

    /// <summary>How many cells have each choice.</summary>
    /// <param name="kind">The lists.</param>
    /// <param name="cells">The cells.</param>
    /// <returns>[kind.Choices.Count].</returns>
    public static int[] CountsOf(ListKind kind, ReadOnlySpan<double> cells)
    {
        int[] counts = new int[kind.Choices.Count];
        foreach (double cell in cells)
        {
            for (int choice = 0; choice < counts.Length && !double.IsNaN(cell); choice++)
            {
                counts[choice] += ListKind.Has(cell, choice) ? 1 : 0;
            }
        }

        return counts;
    }
}
