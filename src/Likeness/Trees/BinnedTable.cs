namespace Likeness.Trees;

/// <summary>
/// Training rows of trees, column by column, with each value replaced by its bin. Immutable: the same table, or some of its rows
/// and columns, can serve any number of models.
/// </summary>
internal sealed class BinnedTable
{
    private readonly ColumnBins[] columns;
    private readonly byte[][] bins; // [column][row]

    private BinnedTable(ColumnBins[] columns, byte[][] bins, int rowCount)
    {
        (this.columns, this.bins, RowCount) = (columns, bins, rowCount);
    }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The number of columns.</summary>
    public int ColumnCount => columns.Length;

    /// <summary>How each column's values map to bins.</summary>
    public IReadOnlyList<ColumnBins> Columns => columns;

    /// <summary>Bins the rows, with bins chosen from them.</summary>
    /// <param name="values">The columns: [ColumnCount][RowCount], NaN where missing.</param>
    /// <param name="isCategory">Which columns hold category codes: [ColumnCount]; none by default.</param>
    /// <param name="maxBins">At most this many bins per column, in [1, 255].</param>
    /// <param name="maxDegreeOfParallelism">The number of threads.</param>
    /// <exception cref="ArgumentException">Columns differ in length.</exception>
    public static BinnedTable FromColumns(
        IReadOnlyList<double[]> values,
        IReadOnlyList<bool>? isCategory = null,
        int maxBins = ColumnBins.MaxCount,
        int maxDegreeOfParallelism = 1
    )
    {
        var columns = new ColumnBins[values.Count];
        var bins = new byte[values.Count][];
        Parallel.For(
            0,
            columns.Length,
            new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism },
            column =>
            {
                columns[column] =
                    isCategory?[column] == true
                        ? ColumnBins.FromCategories(values[column], maxBins)
                        : ColumnBins.FromNumbers(values[column], maxBins);
                bins[column] = columns[column].Bin(values[column]);
            }
        );
        return new BinnedTable(columns, bins, RowsOf(values));
    }

    /// <summary>A table of bins.</summary>
    /// <param name="columns">The bins of each column.</param>
    /// <param name="bins">The bin of each row: [columns][rows].</param>
    /// <param name="rowCount">The number of rows.</param>
    public static BinnedTable FromBins(ColumnBins[] columns, byte[][] bins, int rowCount) =>
        new(columns, bins, rowCount);

    /// <summary>Bins other rows with the same bins.</summary>
    /// <param name="values">The columns: [ColumnCount][rows], NaN where missing.</param>
    /// <exception cref="ArgumentException">There are other than ColumnCount columns, or they differ in length.</exception>
    public BinnedTable Bin(IReadOnlyList<double[]> values)
    {
        if (values.Count != ColumnCount)
        {
            throw new ArgumentException($"{values.Count} columns were given for {ColumnCount}.", nameof(values));
        }

        return new BinnedTable(columns, [.. columns.Zip(values, (column, of) => column.Bin(of))], RowsOf(values));
    }

    /// <summary>Some rows, in the given order; a row may occur more than once.</summary>
    public BinnedTable TakeRows(ReadOnlySpan<int> rows)
    {
        var taken = new byte[ColumnCount][];
        for (int column = 0; column < taken.Length; column++)
        {
            byte[] from = bins[column];
            var to = new byte[rows.Length];
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = from[rows[i]];
            }

            taken[column] = to;
        }

        return new BinnedTable(columns, taken, rows.Length);
    }

    /// <summary>Some columns, in the given order, without a copy.</summary>
    public BinnedTable TakeColumns(params ReadOnlySpan<int> chosen)
    {
        var taken = new ColumnBins[chosen.Length];
        var takenBins = new byte[chosen.Length][];
        for (int i = 0; i < taken.Length; i++)
        {
            (taken[i], takenBins[i]) = (columns[chosen[i]], bins[chosen[i]]);
        }

        return new BinnedTable(taken, takenBins, RowCount);
    }

    /// <summary>The bins of a column's values: [RowCount].</summary>
    public ReadOnlySpan<byte> Bins(int column) => bins[column];

    private static int RowsOf(IReadOnlyList<double[]> values)
    {
        int rows = values.Count == 0 ? 0 : values[0].Length;
        int odd = values.ToList().FindIndex(column => column.Length != rows);
        return odd < 0
            ? rows
            : throw new ArgumentException(
                $"Column {odd} has {values[odd].Length} rows, column 0 has {rows}.",
                nameof(values)
            );
    }
}
