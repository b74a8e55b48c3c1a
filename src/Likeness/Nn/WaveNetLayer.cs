using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>One gated layer of a <see cref="WaveNetStack"/>.</summary>
internal sealed class WaveNetLayer
{
    // Small beside what the convolution gives, so that all classes begin alike.
    private const double ClassDeviation = 0.05;

    private readonly int channels;
    private readonly Convolution dilated;
    private readonly Embedding? condition;
    private readonly Convolution? residual;
    private readonly Convolution skip;

    /// <summary>Makes the layer's parameters.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="shape">The network.</param>
    /// <param name="dilation">Positions between those that are looked at.</param>
    /// <param name="isLast">Whether no layer follows that would need its x.</param>
    public WaveNetLayer(ParameterScope scope, WaveNetShape shape, int dilation, bool isLast)
    {
        channels = shape.Channels;
        dilated = Convolution.Causal(scope.At("dilated"), channels, 2 * channels, shape.Kernel, dilation);
        condition =
            shape.Classes == 0
                ? null
                : new Embedding(scope.At("condition"), shape.Classes, 2 * channels, ClassDeviation);
        residual = isLast ? null : Convolution.Causal(scope.At("residual"), channels, channels, kernel: 1);
        skip = Convolution.Causal(scope.At("skip"), channels, shape.Skip, kernel: 1);
    }

    /// <summary>Applies the layer, to sequences or to one position of each.</summary>
    /// <param name="x">[batch, channels] or [batch, channels, positions].</param>
    /// <param name="apply">How a convolution is applied to an array.</param>
    /// <param name="classes">[batch], or null.</param>
    /// <returns>x for the next layer, and what goes to the output.</returns>
    public (Tensor Next, Tensor Skip) Apply(Tensor x, Func<Convolution, Tensor, Tensor> apply, Tensor? classes)
    {
        var gates = apply(dilated, x); // [batch, 2·channels, …]
        if (condition is not null)
        {
            int[] places = [.. gates.Shape.Skip(2).Select(_ => 1)];
            gates += condition.Apply(classes!).Reshape([gates.Shape[0], 2 * channels, .. places]);
        }

        var z = gates.Slice(1, 0, channels).Tanh() * gates.Slice(1, channels, channels).Sigmoid();
        return (residual is null ? x : x + apply(residual, z), apply(skip, z));
    }
}
