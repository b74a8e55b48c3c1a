namespace Likeness.Data;

/// <summary>
/// Which rows a panel has: at most one of each series, such as a store, for each time. Samples have the same ones.
/// </summary>
/// <param name="Time">The column of times.</param>
/// <param name="Keys">The columns whose values together name a series; none where all rows are one series.</param>
/// <param name="Shared">Further columns that are the same in all rows of a series.</param>
/// <param name="Times">The times that some series has, increasing.</param>
/// <param name="Series">The series.</param>
internal sealed record PanelRows(
    string Time,
    IReadOnlyList<string> Keys,
    IReadOnlyList<string> Shared,
    IReadOnlyList<double> Times,
    IReadOnlyList<PanelSeries> Series
)
{
    /// <summary>The columns by which the rows of the data are sorted, the first one first: places in <see cref="Keys"/>, and behind these the time.</summary>
    public IReadOnlyList<int> SortedBy { get; init; } = [];

    /// <summary>Whether the data have the last times first.</summary>
    public bool Falls { get; init; }

    /// <summary>Which rows there are, in words.</summary>
    public string Summary =>
        Keys.Count == 0
            ? $"'{Time}' has at most one row for each value"
            : $"each '{string.Join("' and '", Keys)}' has at most one row for each '{Time}'";

    /// <summary>The number of rows.</summary>
    public int Count => Series.Sum(series => series.Count);

    /// <summary>The columns whose values are known of each row.</summary>
    public IEnumerable<string> Known => [.. Keys, .. Shared, Time];

    /// <summary>The rows, in the order of the data: the places of the series and of the time.</summary>
    public (int Series, int Time)[] Rows()
    {
        var rows = Enumerable
            .Range(0, Times.Count)
            .SelectMany(time => Enumerable.Range(0, Series.Count).Select(series => (Series: series, Time: time)))
            .Where(row => Series[row.Series].Has(row.Time))
            .ToArray();
        var sorted = SortedBy.Aggregate(
            rows.OrderBy(_ => 0),
            (ordered, by) =>
                by < Keys.Count ? ordered.ThenBy(row => Series[row.Series].Ranks[by])
                : Falls ? ordered.ThenByDescending(row => row.Time)
                : ordered.ThenBy(row => row.Time)
        );
        return [.. sorted];
    }

    /// <summary>The value of a column in rows.</summary>
    /// <param name="column">The name of a column that is known.</param>
    /// <param name="rows">The places of series and times.</param>
    public double[] Values(string column, IEnumerable<(int Series, int Time)> rows)
    {
        if (column == Time)
        {
            return [.. rows.Select(row => Times[row.Time])];
        }

        int at = Keys.Concat(Shared).ToList().IndexOf(column);
        return [.. rows.Select(row => Series[row.Series].Values[at])];
    }

    /// <summary>The rows of each series, in the order of their times.</summary>
    /// <param name="table">A table with the columns that name a series.</param>
    public int[][] SeriesOf(Table table)
    {
        var cells = new NamedCells(table);
        double[] times = cells[Time];
        double[][] keys = [.. Keys.Select(key => cells[key])];
        return
        [
            .. Enumerable
                .Range(0, table.RowCount)
                .OrderBy(row => times[row])
                .GroupBy(row => (Cell(0, row), Cell(1, row), Cell(2, row)))
                .Select(group => group.ToArray()),
        ];

        double Cell(int key, int row) => key < keys.Length ? keys[key][row] : 0;
    }

    /// <summary>The panel with some of the columns that the rows of a series share.</summary>
    /// <param name="isKept">Whether a column stays.</param>
    public PanelRows Sharing(Func<string, bool> isKept)
    {
        int[] kept = [.. Enumerable.Range(0, Shared.Count).Where(i => isKept(Shared[i]))];
        return kept.Length == Shared.Count
            ? this
            : this with
            {
                Shared = [.. kept.Select(i => Shared[i])],
                Series =
                [
                    .. Series.Select(series =>
                        series with
                        {
                            Values =
                            [
                                .. series.Values.Take(Keys.Count),
                                .. kept.Select(i => series.Values[Keys.Count + i]),
                            ],
                        }
                    ),
                ],
            };
    }

    /// <inheritdoc/>
    public bool Equals(PanelRows? other) =>
        other is not null
        && (Time, Falls) == (other.Time, other.Falls)
        && SortedBy.SequenceEqual(other.SortedBy)
        && Keys.SequenceEqual(other.Keys)
        && Shared.SequenceEqual(other.Shared)
        && Times.SequenceEqual(other.Times)
        && Series.SequenceEqual(other.Series);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Time, Keys.Count, Times.Count, Series.Count);
}

/// <summary>A series of a panel.</summary>
/// <param name="Values">The values of the columns that name it, then of those that all its rows share.</param>
/// <param name="Ranks">The places of the values that name it in the order of the data.</param>
/// <param name="Present">Whether it has each time: a bit for each, the lowest first.</param>
internal sealed record PanelSeries(IReadOnlyList<double> Values, IReadOnlyList<int> Ranks, byte[] Present)
{
    /// <summary>The number of its rows.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Count => Present.Sum(bits => System.Numerics.BitOperations.PopCount(bits));

    /// <summary>Whether it has a row for a time.</summary>
    /// <param name="time">The place of the time.</param>
    public bool Has(int time) => (Present[time / 8] >> (time % 8) & 1) == 1;

    /// <inheritdoc/>
    public bool Equals(PanelSeries? other) =>
        other is not null
        && Values.SequenceEqual(other.Values)
        && Ranks.SequenceEqual(other.Ranks)
        && Present.AsSpan().SequenceEqual(other.Present);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Values.Count, Present.Length);
}
