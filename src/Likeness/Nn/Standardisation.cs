using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>Numbers brought to mean 0 and variance 1 along some axes: what the normalisation layers have in common.</summary>
/// <param name="Values">(x − mean) / √(variance + ε), of x's shape.</param>
/// <param name="Mean">The mean; the axes keep an extent of one.</param>
/// <param name="Variance">The mean squared distance from it, likewise.</param>
internal readonly record struct Standardisation(Tensor Values, Tensor Mean, Tensor Variance)
{
    public static Standardisation Of(Tensor x, int[] axes, double epsilon)
    {
        var mean = x.Mean(axes, keepDimensions: true);
        var centred = x - mean;
        var variance = centred.Square().Mean(axes, keepDimensions: true);
        return new(centred * (variance + (float)epsilon).Sqrt().Reciprocal(), mean, variance);
    }

    /// <summary>Numbers of the channels, [channels], as they meet [batch, channels, places…].</summary>
    public static Tensor ForChannels(Tensor numbers, Tensor x) =>
        numbers.Reshape(new Shape([numbers.Shape.Count, .. Enumerable.Repeat(1, x.Shape.Rank - 2)]));
}
