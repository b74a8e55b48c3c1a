using Likeness.Compute.Cpu;

namespace Likeness.Models.Trees;

/// <summary>Columns in sequence, each by a tree on the columns before it: the joint distribution is the product.</summary>
/// <param name="order">The columns in the order of the sequence.</param>
/// <param name="columns">The fitted columns, in that order.</param>
internal sealed class TreeSequence(int[] order, FittedColumn[] columns)
{
    public IReadOnlyList<int> Order => order;

    public IReadOnlyList<FittedColumn> Columns => columns;

    /// <summary>Samples a row.</summary>
    /// <param name="random">Its next numbers are used.</param>
    /// <param name="bins">Memory: a byte for each column.</param>
    /// <param name="row">Receives the values.</param>
    public void Sample(PhiloxRandom random, Span<byte> bins, Span<float> row)
    {
        for (int k = 0; k < columns.Length; k++)
        {
            var levels = columns[k].Levels;
            int code = columns[k].Sample(bins, random);
            bins[k] = levels.Bin(code);
            row[order[k]] = levels.Value(code, random.NextDouble());
        }
    }

    /// <summary>log p of a row.</summary>
    public double LogProbability(ReadOnlySpan<float> row, Span<byte> bins, Span<double> each)
    {
        double sum = 0;
        for (int k = 0; k < columns.Length; k++)
        {
            float value = row[order[k]];
            int code = columns[k].Levels.Code(value);
            each[k] = columns[k].LogProbability(bins, code, value);
            sum += each[k];
            bins[k] = columns[k].Levels.Bin(code);
        }

        return sum;
    }
}
