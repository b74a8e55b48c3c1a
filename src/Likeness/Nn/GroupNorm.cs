using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// Group normalisation: within each sample, each group of channels is normalised to mean 0 and variance 1 over all its positions,
/// then each channel is scaled by <c>weight</c> and shifted by <c>bias</c>, [channels] each. Wu and He 2018, arXiv:1803.08494; as
/// PyTorch's nn.GroupNorm. One channel per group is instance normalisation.
/// </summary>
public sealed class GroupNorm
{
    private readonly int groups;
    private readonly double epsilon;

    /// <summary>Creates the layer's parameters.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="channels">The number of channels; a multiple of the groups.</param>
    /// <param name="epsilon">A constant added to the variance for numerical stability.</param>
    /// <exception cref="ArgumentException">The channels are not divisible by the groups.</exception>
    public GroupNorm(ParameterScope scope, int groups, int channels, double epsilon = 1e-5)
    {
        if (groups < 1 || channels % groups != 0)
        {
            throw new ArgumentException($"{channels} channels are not divisible by {groups} groups.", nameof(groups));
        }

        (this.groups, this.epsilon) = (groups, epsilon);
        Weight = scope.Constant("weight", [channels], 1);
        Bias = scope.Constant("bias", [channels], 0);
    }

    /// <summary>The scale: [channels].</summary>
    public Parameter Weight { get; }

    /// <summary>The shift: [channels].</summary>
    public Parameter Bias { get; }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[batch, channels, positions…].</param>
    /// <exception cref="ShapeException">The number of channels of x differs.</exception>
    public Tensor Apply(Tensor x)
    {
        int channels = Weight.Shape[0];
        LayerShapes.RequireChannels("group norm", x, channels);
        var (scale, shift) = (Standardisation.ForChannels(Weight, x), Standardisation.ForChannels(Bias, x));
        if (x.Shape.Count == 0)
        {
            // An empty array has no moments, and would give the parameters a NaN gradient.
            return (x * scale) + shift;
        }

        int[] positions = [.. Enumerable.Range(2, x.Shape.Rank - 2)];
        Shape members = [x.Shape[0], groups, channels / groups];

        // Per channel first, then per group: every array as large as x has x's own axes, so that the ops are fused.
        Tensor OfGroups(Tensor numbers)
        {
            var ofChannels = positions.Length == 0 ? numbers : numbers.Mean(positions, keepDimensions: true);
            var ofGroups = ofChannels.Reshape(members).Mean([2], keepDimensions: true);
            return ofGroups.BroadcastTo(members).Reshape(ofChannels.Shape);
        }

        return Standardisation.Compute(x, OfGroups, epsilon).Scaled(scale, shift);
    }
}
