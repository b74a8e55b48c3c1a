using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// What brings numbers to mean 0 and variance 1 along some axes, centred / √(variance + ε) + drift / √(variance + ε); what the
/// normalisation layers have in common. They centre about a fixed c that has the mean's value: as no result depends on c, the
/// gradients are those of centring about the mean, to every order, but need two sums over the array instead of four, and one
/// pass less.
/// </summary>
/// <param name="Centred">x − c, of x's shape.</param>
/// <param name="Inverse">1 / √(variance + ε); the axes keep an extent of one.</param>
/// <param name="Drift">c − mean, which is 0 but has a gradient, likewise.</param>
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
    public static Standardisation Of(Tensor x, int[] axes, double epsilon)
    {
        var centre = axes.Aggregate(x, (corner, axis) => corner.Slice(axis, 0, 1)).Detached();
        var centred = x - centre;
        var drift = -centred.Mean(axes, keepDimensions: true);
        var mean = centre - drift;
        var variance = centred.Square().Mean(axes, keepDimensions: true) - drift.Square();
        return new(centred, (variance + (float)epsilon).Sqrt().Reciprocal(), drift, mean, variance);
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
}
