using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// Standardisation to mean 0 and variance 1 along some axes, centred / √(variance + ε) + drift / √(variance + ε), which the
/// normalisation layers share. It centres about a fixed c, which is the mean's value or close to it. No result depends on c, so the
/// gradients of every order are those of centring about the mean, but they need two sums over the array instead of four, and one
/// pass less.
/// </summary>
/// <param name="Centred">x − c, of x's shape.</param>
/// <param name="Inverse">1 / √(variance + ε); the axes keep an extent of one.</param>
/// <param name="Drift">c − mean, likewise.</param>
/// <param name="Mean">The mean, likewise.</param>
/// <param name="Variance">The mean squared distance from it, likewise.</param>
internal readonly record struct Standardisation(
    Tensor Centred,
    Tensor Inverse,
    Tensor Drift,
    Tensor Mean,
    Tensor Variance
)
{
    /// <summary>Centres about the mean along some axes.</summary>
    public static Standardisation Compute(Tensor x, int[] axes, double epsilon) => Compute(x, AlongAxes(axes), epsilon);

    /// <summary>Centres about any given mean whose shape broadcasts to that of x.</summary>
    public static Standardisation Compute(Tensor x, Func<Tensor, Tensor> meanOf, double epsilon)
    {
        var mean = meanOf(x);
        var centre = mean.Detached();
        return About(x - centre, centre - mean, mean, meanOf, epsilon);
    }

    /// <summary>
    /// Centres about the first number along some axes. Both moments come from one pass over x, with a loss of accuracy if that
    /// number is far from the mean. It is one of the n numbers, so the variance is at least drift² / n, and the relative rounding
    /// error is at most n · 2⁻²⁴.
    /// </summary>
    public static Standardisation InOnePass(Tensor x, int[] axes, double epsilon)
    {
        var centre = axes.Aggregate(x, (corner, axis) => corner.Slice(axis, 0, 1)).Detached();
        var centred = x - centre;
        var offset = centred.Mean(axes, keepDimensions: true);
        return About(centred, -offset, centre + offset, AlongAxes(axes), epsilon);
    }

    /// <summary>The values times a scale plus a shift, both constant, or nearly so, along the axes.</summary>
    public Tensor Scaled(Tensor scale, Tensor shift)
    {
        // These arrays are smaller than x, so the cost is negligible.
        var slope = scale * Inverse;
        return (Centred * slope) + ((Drift * slope) + shift);
    }

    /// <summary>Reshapes channel values, [channels], to broadcast with [batch, channels, positions…].</summary>
    public static Tensor ForChannels(Tensor numbers, Tensor x) =>
        numbers.Reshape(new Shape([numbers.Shape.Count, .. Enumerable.Repeat(1, x.Shape.Rank - 2)]));

    private static Func<Tensor, Tensor> AlongAxes(int[] axes) => numbers => numbers.Mean(axes, keepDimensions: true);

    private static Standardisation About(
        Tensor centred,
        Tensor drift,
        Tensor mean,
        Func<Tensor, Tensor> meanOf,
        double epsilon
    )
    {
        var variance = meanOf(centred.Square()) - drift.Square();
        return new(centred, (variance + (float)epsilon).Sqrt().Reciprocal(), drift, mean, variance);
    }
}
