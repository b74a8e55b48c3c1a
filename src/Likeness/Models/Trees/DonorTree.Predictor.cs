using Likeness.Compute.Cpu;

namespace Likeness.Models.Trees;

/// <content>As the predictor of a column.</content>
internal sealed partial class DonorTree : IColumnPredictor
{
    /// <inheritdoc/>
    public int Rows => Donors;

    /// <inheritdoc/>
    public int Sample(ReadOnlySpan<byte> row, PhiloxRandom random) => Sample(Leaf(row), random);

    /// <inheritdoc/>
    public int Sample(ReadOnlySpan<byte> row, PhiloxRandom random, double rank) => Sample(Leaf(row), random, rank);

    /// <inheritdoc/>
    public (double Low, double High) Ranks(ReadOnlySpan<byte> row, int code)
    {
        int leaf = Leaf(row);
        var own = donors.AsSpan(start[leaf], rows[leaf]);
        return (FirstFrom(own, code) / (double)own.Length, FirstFrom(own, code + 1) / (double)own.Length);
    }

    /// <inheritdoc/>
    public double Probability(ReadOnlySpan<byte> row, int code) => Probability(Leaf(row), code);
}
