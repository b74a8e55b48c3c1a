using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Modalities.Tables.Distinct;

/// <summary>Rows take the time from where they begin to where they end. Similar ones are about as long: else short ones, for which there is more room, would become more frequent.</summary>
/// <param name="encoding">The encoding.</param>
/// <param name="rule">The columns.</param>
internal sealed class IntervalClaims(TableEncoding encoding, ApartColumns rule) : IRowClaims
{
    private static readonly (double, double) First = (double.MinValue, double.MinValue);
    private static readonly (double, double) Last = (double.MaxValue, double.MaxValue);

    private readonly int begin = encoding.Columns.ToList().FindIndex(column => column.Name == rule.Column);
    private readonly int end = encoding.Columns.ToList().FindIndex(column => column.Name == rule.End);
    private readonly SortedSet<(double Begin, double End)> taken = [First, Last];
    private readonly QuantileClasses lengths = new();

    /// <inheritdoc/>
    public bool IsFree(Table rows, int row)
    {
        var (from, to) = (rows[row, begin], rows[row, end]);
        // Of intervals that do not overlap, only the nearest ones may overlap another one.
        return double.IsNaN(from)
            || double.IsNaN(to)
            || (
                taken.GetViewBetween(First, (from, double.MaxValue)).Max.End <= from
                && taken.GetViewBetween((from, double.MaxValue), Last).Min.Begin >= to
            );
    }

    /// <inheritdoc/>
    public void Take(Table rows, int row)
    {
        if (!double.IsNaN(rows[row, begin]) && !double.IsNaN(rows[row, end]))
        {
            taken.Add((rows[row, begin], rows[row, end]));
        }
    }

    /// <inheritdoc/>
    public double ClassOf(Table rows, int row) =>
        lengths.ClassOf(rows.RowCount, row, one => rows[one, end] - rows[one, begin]);

    /// <inheritdoc/>
    public void Clear()
    {
        taken.Clear();
        taken.UnionWith([First, Last]);
    }
}
