namespace Likeness.Compute.Graph;

/// <content>Functions composed of other ops; they need no gradient of their own.</content>
public sealed partial class Tensor
{
    /// <summary>log Σ exp x along an axis, which keeps an extent of one; the maximum is subtracted to avoid overflow.</summary>
    public Tensor LogSumExp(int axis)
    {
        Tensor largest = FiniteMax(axis);
        return (this - largest).Exp().Sum([axis], keepDimensions: true).Log() + largest;
    }

    /// <summary>exp x / Σ exp x along an axis.</summary>
    public Tensor Softmax(int axis)
    {
        // The subtracted maximum cancels, so it needs no gradient.
        Tensor powers = (this - Max([axis], keepDimensions: true).Detached()).Exp();
        return powers * powers.Sum([axis], keepDimensions: true).Reciprocal();
    }

    /// <summary>log(exp x / Σ exp x) along an axis; the rounding error is relative to the result, not to x.</summary>
    public Tensor LogSoftmax(int axis)
    {
        Tensor below = this - FiniteMax(axis);
        return below - below.Exp().Sum([axis], keepDimensions: true).Log();
    }

    /// <summary>The selected elements of <see cref="LogSoftmax"/>, without computing the others: log-probabilities of classes.</summary>
    /// <param name="axis">The axis of the classes.</param>
    /// <param name="indices">As in <see cref="TakeAlong"/>.</param>
    /// <exception cref="ShapeException">The axis does not exist, the ranks differ, or the other extents do not broadcast.</exception>
    public Tensor LogSoftmaxAlong(int axis, Tensor indices)
    {
        Tensor largest = FiniteMax(axis);
        Tensor sum = (this - largest).Exp().Sum([axis], keepDimensions: true);
        return TakeAlong(axis, indices) - largest - sum.Log();
    }

    /// <summary>x for x > 0, else slope · x. Maas et al. 2013.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The slope is negative.</exception>
    public Tensor LeakyRelu(float slope)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slope);
        return BinaryOps.LeakyRelu.Apply(this, slope);
    }

    /// <summary>
    /// x · Φ(x) with the exact error function, within 2 ulp of x; 0 below −5.5, where |x · Φ(x)| is smaller than that. Hendrycks
    /// and Gimpel 2016, arXiv:1606.08415.
    /// </summary>
    public Tensor Gelu() => this * 0.5f * (1 + (this * 0.70710678f).Erf());

    /// <summary>x · σ(x), also called swish, within 3 ulp. Elfwing et al. 2017, arXiv:1702.03118.</summary>
    public Tensor Silu() => this * Sigmoid();

    // Subtracting an infinite maximum from itself would give NaN. The subtracted maximum cancels, so it needs no gradient.
    private Tensor FiniteMax(int axis) =>
        Max([axis], keepDimensions: true).Maximum(-float.MaxValue).Minimum(float.MaxValue).Detached();
}
