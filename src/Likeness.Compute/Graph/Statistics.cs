namespace Likeness.Compute.Graph;

/// <content>Variances.</content>
public sealed partial class Tensor
{
    /// <summary>The variance along some axes: Σ (x − mean)² / (n − correction), in two passes.</summary>
    /// <param name="axes">The axes; all if none is given.</param>
    /// <param name="keepDimensions">Whether they keep an extent of one.</param>
    /// <param name="correction">0 for the variance of the elements themselves, as in NumPy; 1 for the unbiased estimate, as in PyTorch.</param>
    public Tensor Variance(int[]? axes = null, bool keepDimensions = false, int correction = 0)
    {
        Tensor squares = (this - Mean(axes ?? All, keepDimensions: true)).Square();
        Tensor sum = squares.Sum(axes, keepDimensions);
        int count = Shape.Count / Math.Max(1, sum.Shape.Count);
        return sum * (float)(1.0 / Math.Max(0, count - correction));
    }

    /// <summary>The standard deviation along some axes: the root of <see cref="Variance"/>; where it is 0 its gradient is NaN.</summary>
    /// <inheritdoc cref="Variance"/>
    public Tensor StandardDeviation(int[]? axes = null, bool keepDimensions = false, int correction = 0) =>
        Variance(axes, keepDimensions, correction).Sqrt();

    private int[] All => [.. Enumerable.Range(0, Shape.Rank)];
}
