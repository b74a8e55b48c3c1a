using Likeness.Data;
using Likeness.Evaluation;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>Which rows of a panel follow each other: those of a series, in the order of their times. A sample has them where it has the whole panel.</summary>
internal static class SeriesOrder
{
    /// <summary>The most rows of which evaluations sample the whole panel.</summary>
    public const int MaxRows = 50_000;

    // Between other rows than those of the data, steps are longer.
    private const double MinPresent = 0.95;

    /// <summary>The order; null where all rows are of one series, of which there is nothing to compare, or where there are too many.</summary>
    /// <param name="panel">The panel.</param>
    public static SubjectOrder? Of(PanelRows? panel) =>
        panel is null || panel.Keys.Count == 0 || panel.Count > MaxRows
            ? null
            : new(panel.Keys[0], panel.Time) { With = [.. panel.Keys.Skip(1)] };

    /// <summary>The first row of each series and time; null where some of the panel are missing.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="rows">Rows with its columns.</param>
    public static Table? Whole(PanelRows panel, Table rows)
    {
        double[] times = new NamedCells(rows)[panel.Time];
        int[] first =
        [
            .. panel.SeriesOf(rows).SelectMany(series => series.Order().DistinctBy(row => times[row])).Order(),
        ];
        return first.Length < MinPresent * panel.Count ? null
            : first.Length == rows.RowCount ? rows
            : rows.TakeRows(first);
    }
}
