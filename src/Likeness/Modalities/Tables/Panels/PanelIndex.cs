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

    /// <summary>The places of the series and of the time of each row; −1 for none.</summary>
    /// <param name="rows">Rows with the columns that name a series, and with times.</param>
    public (int[] Series, int[] Times) At(Table rows)
    {
        double[] all = [.. panel.Times];
        double[] times = new NamedCells(rows)[panel.Time];
        return (Series(rows), [.. times.Select(one => double.IsNaN(one) ? -1 : Nearest(all, one))]);
    }

    /// <summary>The place of the row before of the same series, as the panel has it; −1 where it is not among the rows: [rows.RowCount].</summary>
    /// <param name="rows">Rows with the columns that name a series, and with times.</param>
    public int[] Before(Table rows)
    {
        var (series, time) = At(rows);
        var rowOf = new Dictionary<(int, int), int>();
        for (int row = 0; row < series.Length; row++)
        {
            rowOf.TryAdd((series[row], time[row]), row);
        }

        return
        [
            .. series.Select(
                (one, row) =>
                {
                    int before = time[row] - 1;
                    while (one >= 0 && before >= 0 && !panel.Series[one].Has(before))
                    {
                        before--;
                    }

                    return one < 0 || before < 0 ? -1 : rowOf.GetValueOrDefault((one, before), -1);
                }
            ),
        ];
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
