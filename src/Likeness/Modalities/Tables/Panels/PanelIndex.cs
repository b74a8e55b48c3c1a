using Likeness.Data;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>Finds the series of rows in a panel. Numbers in model space are of single precision, so the nearest value is meant.</summary>
internal sealed class PanelIndex
{
    private readonly PanelRows panel;
    private readonly double[][] values; // of each key, increasing
    private readonly Dictionary<long, int> places = [];

    /// <summary>Creates the index.</summary>
    /// <param name="panel">The panel.</param>
    public PanelIndex(PanelRows panel)
    {
        this.panel = panel;
        values =
        [
            .. panel.Keys.Select((_, key) => panel.Series.Select(one => one.Values[key]).Distinct().Order().ToArray()),
        ];
        int[] at = new int[values.Length];
        foreach (var (place, series) in panel.Series.Index())
        {
            for (int key = 0; key < at.Length; key++)
            {
                at[key] = Array.BinarySearch(values[key], series.Values[key]);
            }

            places.TryAdd(Joined(at), place);
        }
    }

    /// <summary>The series of each row; −1 for none: [rows.RowCount].</summary>
    /// <param name="rows">Rows with the columns that name a series.</param>
    public int[] Series(Table rows)
    {
        var cells = new NamedCells(rows);
        double[][] own = [.. panel.Keys.Select(key => cells[key])];
        int[] series = new int[rows.RowCount];
        int[] at = new int[own.Length];
        for (int row = 0; row < series.Length; row++)
        {
            bool isKnown = true;
            for (int key = 0; key < at.Length; key++)
            {
                isKnown &= !double.IsNaN(own[key][row]);
                at[key] = Nearest(values[key], own[key][row]);
            }

            series[row] = isKnown ? places.GetValueOrDefault(Joined(at), -1) : -1;
        }

        return series;
    }

    private long Joined(int[] at)
    {
        long joined = 0;
        for (int key = 0; key < at.Length; key++)
        {
            joined = (joined * values[key].Length) + at[key];
        }

        return joined;
    }

    private static int Nearest(double[] sorted, double value)
    {
        int at = Array.BinarySearch(sorted, value);
        return at >= 0 ? at
            : ~at == 0 ? 0
            : ~at == sorted.Length || value - sorted[~at - 1] <= sorted[~at] - value ? ~at - 1
            : ~at;
    }
}
