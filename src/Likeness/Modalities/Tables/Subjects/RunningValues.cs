using Likeness.Data;
using Likeness.Data.Recurrences;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>What proposed rows go on from, add and end with, for one column that goes on: NaN where that is not known.</summary>
internal sealed class RunningValues
{
    /// <summary>Computes the values.</summary>
    /// <param name="one">The column that goes on.</param>
    /// <param name="cells">The cells of the proposals.</param>
    public RunningValues(RowRecurrence one, NamedCells cells)
    {
        One = one;
        To = Array.ConvertAll(cells[one.Previous], one.Counted);
        Added = [.. Enumerable.Range(0, To.Length).Select(row => one.Constant + one.Added(cells, row))];
        From = FromOf(one, cells);
    }

    /// <summary>The column that goes on.</summary>
    public RowRecurrence One { get; }

    /// <summary>What each proposal goes on from.</summary>
    public double[] From { get; }

    /// <summary>What it adds.</summary>
    public double[] Added { get; }

    /// <summary>What it ends with.</summary>
    public double[] To { get; }

    // Its own value without what it adds.
    private static double[] FromOf(RowRecurrence one, NamedCells cells)
    {
        double[] from = Array.ConvertAll(cells[one.Column], value => one.Counted(value) - one.Constant);
        foreach (var term in one.Terms)
        {
            double[] added = cells[term.Column];
            for (int row = 0; row < from.Length; row++)
            {
                from[row] -= double.IsNaN(added[row]) ? 0 : term.Sign * added[row];
            }
        }

        return from;
    }
}
