using Likeness.Compute.Cpu;
using Likeness.Interop;

namespace Likeness.Models.Trees;

/// <summary>The distribution of a column's codes given the bins of the columns before it. Several threads may use it at a time.</summary>
internal interface IColumnPredictor
{
    /// <summary>The number of training rows.</summary>
    int Rows { get; }

    /// <summary>Samples a code.</summary>
    /// <param name="row">The bins of the columns before it.</param>
    /// <param name="random">Its next numbers are used, fewer than 30.</param>
    int Sample(ReadOnlySpan<byte> row, PhiloxRandom random);

    /// <summary>Samples a code at a rank among those that the row may have.</summary>
    /// <param name="row">The bins of the columns before it.</param>
    /// <param name="random">Its next numbers are used, fewer than 30.</param>
    /// <param name="rank">In [0, 1): uniform ranks give codes of the distribution.</param>
    int Sample(ReadOnlySpan<byte> row, PhiloxRandom random, double rank);

    /// <summary>The ranks at which a code is sampled, from the lowest to the highest.</summary>
    /// <param name="row">The bins of the columns before it.</param>
    /// <param name="code">The code.</param>
    (double Low, double High) Ranks(ReadOnlySpan<byte> row, int code);

    /// <summary>The probability of a code.</summary>
    /// <param name="row">The bins of the columns before it.</param>
    /// <param name="code">The code.</param>
    double Probability(ReadOnlySpan<byte> row, int code);

    /// <summary>Adds its arrays to a checkpoint.</summary>
    /// <param name="tensors">Receives the arrays.</param>
    /// <param name="prefix">The prefix of their names.</param>
    void AddTo(List<TensorData> tensors, string prefix);

    /// <summary>Samples several rows, with the same result as one by one.</summary>
    /// <param name="block">The rows, with the bins of a linear predictor in the place of the column.</param>
    /// <param name="rows">Which of them; reordered by the call.</param>
    /// <param name="codes">Receives the codes, at the places of the rows: [block.Count].</param>
    void Sample(SampleBlock block, Span<int> rows, Span<int> codes)
    {
        Span<byte> bins = new byte[block.Column + 1];
        foreach (int row in rows)
        {
            block.CopyBins(row, bins);
            codes[row] = Sample(bins, block.Begin(row));
            block.End(row);
        }
    }
}
