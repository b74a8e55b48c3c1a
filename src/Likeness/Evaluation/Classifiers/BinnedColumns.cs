namespace Likeness.Evaluation.Classifiers;

/// <summary>
/// Rows to learn trees from, each value replaced by the number of its bin: one bin a value where a column has at most 256
/// different ones, else about equally full bins.
/// </summary>
internal sealed class BinnedColumns
{
    public const int MaxBins = 256;

    private readonly byte[][] codes; // [column][row]
    private readonly double[][] lowest; // [column][bin]
    private readonly double[][] highest;

    public BinnedColumns(PointCloud rows)
    {
        Rows = rows.RowCount;
        codes = new byte[rows.Width][];
        lowest = new double[rows.Width][];
        highest = new double[rows.Width][];
        for (int column = 0; column < rows.Width; column++)
        {
            Bin(rows.Column(column), column);
        }
    }

    public int Rows { get; }

    public int Width => codes.Length;

    /// <summary>The bins of a column's values: [Rows].</summary>
    public byte[] Codes(int column) => codes[column];

    /// <summary>Halfway between the values of one bin and those of a later one.</summary>
    public double Between(int column, int bin, int later) => (highest[column][bin] + lowest[column][later]) / 2;

    private void Bin(ReadOnlySpan<double> values, int column)
    {
        double[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        int distinct = 1;
        for (int i = 1; i < sorted.Length; i++)
        {
            distinct += sorted[i] != sorted[i - 1] ? 1 : 0;
        }

        var low = new List<double> { sorted[0] };
        var high = new List<double>();
        byte[] found = new byte[sorted.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            bool isNew = i > 0 && sorted[i] != sorted[i - 1];
            bool isFull = distinct <= MaxBins || (long)i * MaxBins / sorted.Length >= low.Count;
            if (isNew && isFull)
            {
                high.Add(sorted[i - 1]);
                low.Add(sorted[i]);
            }

            found[order[i]] = (byte)(low.Count - 1);
        }

        high.Add(sorted[^1]);
        (codes[column], lowest[column], highest[column]) = (found, [.. low], [.. high]);
    }
}
