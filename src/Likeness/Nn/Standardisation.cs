using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// What brings numbers to mean 0 and variance 1 along some axes, centred / √(variance + ε) + drift / √(variance + ε); what the
/// normalisation layers have in common. They centre about a fixed c, the mean's value or one near it: as no result depends on c, the
/// gradients are those of centring about the mean, to every order, but need two sums over the array instead of four, and one
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
    /// <summary>About the mean along some axes.</summary>
    public static Standardisation Compute(Tensor x, int[] axes, double epsilon) => Compute(x, AlongAxes(axes), epsilon);

    /// <summary>About a mean of any kind, whose result meets x as numbers of smaller shape do.</summary>
    public static Standardisation Compute(Tensor x, Func<Tensor, Tensor> meanOf, double epsilon)
    {
        var mean = meanOf(x);
        var centre = mean.Detached();
        return About(x - centre, centre - mean, mean, meanOf, epsilon);
    }

    /// <summary>
    /// About the first number along some axes: both moments come from one pass over x, and lose a digit where that number is far from the mean.
    /// As it is one of the n numbers, the variance is at least drift² / n, so that rounding takes no more than a share n · 2⁻²⁴ of it.
    /// </summary>
    public static Standardisation InOnePass(Tensor x, int[] axes, double epsilon)
    {
        var centre = axes.Aggregate(x, (corner, axis) => corner.Slice(axis, 0, 1)).Detached();
        var centred = x - centre;
        var offset = centred.Mean(axes, keepDimensions: true);
        return About(centred, -offset, centre + offset, AlongAxes(axes), epsilon);
    }

    /// <summary>The numbers times a scale plus a shift that are the same, or nearly, all along the axes.</summary>
    public Tensor Scaled(Tensor scale, Tensor shift)
    {
        // Of smaller shape than x: what is done here costs next to nothing.
        var slope = scale * Inverse;
        return (Centred * slope) + ((Drift * slope) + shift);
    }

    /// <summary>Numbers of the channels, [channels], as they meet [batch, channels, places…].</summary>
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
