using Likeness.Compute.Cpu;

namespace Likeness.Models.Trees;

/// <summary>Columns in sequence, each by trees on the columns before it: the joint distribution is the product.</summary>
/// <param name="order">The columns in the order of the sequence.</param>
/// <param name="columns">The fitted columns, in that order.</param>
internal sealed class TreeSequence(int[] order, FittedColumn[] columns)
{
    // Random numbers are counted from row · 2²⁴ + column · 2⁶: a column takes fewer than 64 numbers, and a row has fewer than 2¹⁸ columns.
    private const int ColumnBits = 6;
    private const int RowBits = 24;

    /// <summary>The columns in the order of the sequence.</summary>
    public IReadOnlyList<int> Order => order;

    /// <summary>The fitted columns, in that order.</summary>
    public IReadOnlyList<FittedColumn> Columns => columns;

    /// <summary>Samples rows.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="firstRow">The index of the first row.</param>
    /// <param name="rows">Receives the values, row by row.</param>
    public void Sample(ulong seed, long firstRow, Span<float> rows)
    {
        int width = columns.Length;
        var block = new SampleBlock(seed, firstRow, rows.Length / width, width);
        Span<int> codes = new int[block.Count];
        for (int k = 0; k < width; k++)
        {
            block.MoveTo(k);
            columns[k].Sample(block, codes);
            var levels = columns[k].Levels;
            var bins = block.Bins(k);
            for (int row = 0; row < codes.Length; row++)
            {
                bins[row] = levels.Bin(codes[row]);
                rows[(row * width) + order[k]] = levels.Value(codes[row], block.Next(row));
            }
        }
    }

    /// <summary>Samples the values that are not known, in the order of the sequence.</summary>
    /// <param name="random">Random numbers; where they continue does not matter.</param>
    /// <param name="index">The row's index.</param>
    /// <param name="bins">Memory: a byte for each column.</param>
    /// <param name="known">1 where a value is known, else 0.</param>
    /// <param name="row">The known values; receives the others.</param>
    /// <param name="weighs">Whether the result is computed.</param>
    /// <returns>Σ log p(known value | columns before it).</returns>
    public double Complete(
        PhiloxRandom random,
        long index,
        Span<byte> bins,
        ReadOnlySpan<float> known,
        Span<float> row,
        bool weighs
    )
    {
        double log = 0;
        for (int k = 0; k < columns.Length; k++)
        {
            int column = order[k];
            if (known[column] == 0)
            {
                Seek(random, index, k);
                row[column] = Sample(random, k, bins);
                continue;
            }

            int code = columns[k].Levels.Code(row[column]);
            log += weighs ? columns[k].LogProbability(bins, code, row[column]) : 0;
            bins[k] = columns[k].Levels.Bin(code);
        }

        return log;
    }

    /// <summary>log p of a row.</summary>
    /// <param name="row">The values.</param>
    /// <param name="bins">Memory: a byte for each column.</param>
    public double LogProbability(ReadOnlySpan<float> row, Span<byte> bins)
    {
        double sum = 0;
        for (int k = 0; k < columns.Length; k++)
        {
            float value = row[order[k]];
            int code = columns[k].Levels.Code(value);
            sum += columns[k].LogProbability(bins, code, value);
            bins[k] = columns[k].Levels.Bin(code);
        }

        return sum;
    }

    /// <summary>Goes to the random numbers of a row and a column.</summary>
    public static void Seek(PhiloxRandom random, long index, int column) =>
        random.Counter = ((ulong)index << RowBits) + ((ulong)column << ColumnBits);

    private float Sample(PhiloxRandom random, int k, Span<byte> bins)
    {
        var levels = columns[k].Levels;
        int code = columns[k].Sample(bins, random);
        bins[k] = levels.Bin(code);
        return levels.Value(code, random.NextDouble());
    }
}
