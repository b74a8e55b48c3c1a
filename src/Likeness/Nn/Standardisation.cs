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
    /// <summary>The moments of x along some axes.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="axes">The axes.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="inOnePass">
    /// Whether c is the first number along the axes instead of the mean: both moments then come from one pass over x, and lose a digit where that
    /// number is far from the mean.
    /// </param>
    public static Standardisation Of(Tensor x, int[] axes, double epsilon, bool inOnePass = false)
    {
        var first = axes.Aggregate(x, (corner, axis) => corner.Slice(axis, 0, 1)).Detached();
        var centre = inOnePass ? first : x.Mean(axes, keepDimensions: true).Detached();
        var centred = x - centre;
        var mean = inOnePass ? centre + centred.Mean(axes, keepDimensions: true) : x.Mean(axes, keepDimensions: true);
        var drift = centre - mean;
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
