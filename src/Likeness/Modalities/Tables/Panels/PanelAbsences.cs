using Likeness.Data;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>Columns of a panel that are missing in the first or last rows of each series and nowhere else: the value of the row before, a change to it, a moving average.</summary>
/// <param name="All">The columns.</param>
internal sealed record PanelAbsences(IReadOnlyList<PanelAbsence> All)
{
    // That as many missing values are these by chance, of all that as many could be.
    private static readonly double MinLogChoices = Math.Log(100);

    /// <summary>The columns of training rows.</summary>
    /// <param name="panel">Which rows the panel has.</param>
    /// <param name="index">Finds their places.</param>
    /// <param name="rows">Training rows, with the columns of the data.</param>
    public static PanelAbsences Find(PanelRows panel, PanelIndex index, Table rows)
    {
        var places = Places(panel);
        var (series, times) = index.At(rows);
        (int First, int Last)[] at =
        [
            .. series.Zip(times, (one, time) => places.GetValueOrDefault((one, time), (int.MaxValue, int.MaxValue))),
        ];
        return new([
            .. rows
                .Columns.Index()
                .Where(one => one.Item.Missing is not null && !panel.Known.Contains(one.Item.Name))
                .Select(one => Of(one.Item.Name, rows.ColumnValues(one.Index), at))
                .OfType<PanelAbsence>(),
        ]);
    }

    private static PanelAbsence? Of(string name, double[] cells, (int First, int Last)[] at)
    {
        int[] missing = [.. Enumerable.Range(0, cells.Length).Where(row => double.IsNaN(cells[row]))];
        if (missing.Length == 0 || missing.Length == cells.Length)
        {
            return null;
        }

        var (first, last) = (int.MaxValue, int.MaxValue);
        double choices = 0;
        for (int row = 0; row < cells.Length; row++)
        {
            if (!double.IsNaN(cells[row]))
            {
                (first, last) = (Math.Min(first, at[row].First), Math.Min(last, at[row].Last));
            }
        }

        for (int i = 0; i < missing.Length; i++)
        {
            choices += Math.Log((cells.Length - i) / (double)(i + 1));
        }

        return
            choices >= MinLogChoices && Array.TrueForAll(missing, row => at[row].First < first || at[row].Last < last)
            ? new(name, first, last)
            : null;
    }

    /// <summary>The places of rows in their series, from its beginning and from its end, both from 0, by the places of series and times.</summary>
    /// <param name="panel">Which rows the panel has.</param>
    public static Dictionary<(int Series, int Time), (int First, int Last)> Places(PanelRows panel)
    {
        var places = new Dictionary<(int, int), (int, int)>();
        foreach (var (one, series) in panel.Series.Index())
        {
            int[] times = [.. Enumerable.Range(0, panel.Times.Count).Where(series.Has)];
            foreach (var (place, time) in times.Index())
            {
                places[(one, time)] = (place, times.Length - 1 - place);
            }
        }

        return places;
    }

    /// <summary>Sampled rows, without the values that theirs lack.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="at">Their places in their series.</param>
    public Table Of(Table rows, (int First, int Last)[] at)
    {
        if (All.Count == 0)
        {
            return rows;
        }

        var cells = new NamedCells(rows);
        foreach (var one in All)
        {
            double[] own = cells[one.Column];
            for (int row = 0; row < own.Length; row++)
            {
                own[row] = one.IsAt(at[row]) ? double.NaN : own[row];
            }
        }

        return cells.ToTable();
    }

    /// <summary>The rows that lack a value that theirs have.</summary>
    /// <inheritdoc cref="Of(Table, ValueTuple{int, int}[])"/>
    public IEnumerable<int> Broken(Table rows, (int First, int Last)[] at)
    {
        var cells = new NamedCells(rows);
        return All.SelectMany(one =>
            cells[one.Column]
                .Index()
                .Where(cell => double.IsNaN(cell.Item) && !one.IsAt(at[cell.Index]))
                .Select(cell => cell.Index)
        );
    }

    /// <inheritdoc/>
    public bool Equals(PanelAbsences? other) => other is not null && All.SequenceEqual(other.All);

    /// <inheritdoc/>
    public override int GetHashCode() => All.Count;
}

/// <summary>A column that is missing in the first or last rows of each series.</summary>
/// <param name="Column">Its name.</param>
/// <param name="First">The number of first rows that lack it.</param>
/// <param name="Last">The number of last ones.</param>
internal readonly record struct PanelAbsence(string Column, int First, int Last)
{
    /// <summary>Where it is missing, in words.</summary>
    public string Summary =>
        $"'{Column}' is missing in {string.Join(" and ", new[] { Rows(First, "first"), Rows(Last, "last") }.OfType<string>())} of each series, and nowhere else";

    private static string? Rows(int count, string which) =>
        count switch
        {
            0 => null,
            1 => $"the {which} row",
            _ => $"the {which} {Numeral.Whole(count)} rows",
        };

    /// <summary>Whether a row lacks it.</summary>
    /// <param name="place">Its place from the beginning and from the end of its series.</param>
    public bool IsAt((int First, int Last) place) => place.First < First || place.Last < Last;
}
