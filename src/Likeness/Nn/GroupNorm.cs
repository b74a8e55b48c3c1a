using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// Group normalisation: within each sample, each group of channels is brought to mean 0 and variance 1 over all its places, then each
/// channel is scaled by <c>weight</c> and shifted by <c>bias</c>, [channels] each. Wu and He 2018, arXiv:1803.08494; as PyTorch's
/// nn.GroupNorm. One channel a group is instance normalisation.
/// </summary>
public sealed class GroupNorm
{
    private readonly int groups;
    private readonly double epsilon;

    /// <summary>Makes the layer's parameters.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="groups">How many groups.</param>
    /// <param name="channels">Channels; a multiple of the groups.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <exception cref="ArgumentException">The channels do not divide into the groups.</exception>
    public GroupNorm(ParameterScope scope, int groups, int channels, double epsilon = 1e-5)
    {
        if (groups < 1 || channels % groups != 0)
        {
            throw new ArgumentException($"{channels} channels do not divide into {groups} groups.", nameof(groups));
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
    /// <param name="x">[batch, channels, places…].</param>
    /// <exception cref="ShapeException">x has another number of channels.</exception>
    public Tensor Apply(Tensor x)
    {
        int channels = Weight.Shape[0];
        LayerShapes.RequireChannels("group norm", x, channels);
        var (scale, shift) = (Standardisation.ForChannels(Weight, x), Standardisation.ForChannels(Bias, x));
        if (x.Shape.Count == 0)
        {
            // Nothing has no moments, and would give the parameters a gradient of NaN.
            return (x * scale) + shift;
        }

        int[] places = [.. Enumerable.Range(2, x.Shape.Rank - 2)];
        Shape members = [x.Shape[0], groups, channels / groups];

        // First of each channel, then of its group: whatever is as large as x has x's own axes, so that it is computed together.
        Tensor OfGroups(Tensor numbers)
        {
            var ofChannels = places.Length == 0 ? numbers : numbers.Mean(places, keepDimensions: true);
            var ofGroups = ofChannels.Reshape(members).Mean([2], keepDimensions: true);
            return ofGroups.BroadcastTo(members).Reshape(ofChannels.Shape);
        }

        return Standardisation.Compute(x, OfGroups, epsilon).Scaled(scale, shift);
    }
}
