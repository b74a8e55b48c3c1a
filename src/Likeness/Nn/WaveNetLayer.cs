using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>One gated layer of a <see cref="WaveNetStack"/>.</summary>
internal sealed class WaveNetLayer
{
    // Small compared with the convolution's output, so that all classes start equally likely.
    private const double ClassDeviation = 0.05;

    private readonly int channels;
    private readonly Convolution dilated;
    private readonly Embedding? condition;
    private readonly Convolution? local;
    private readonly Convolution? residual;
    private readonly Convolution skip;

    /// <summary>Creates the layer's parameters.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="shape">The network's options.</param>
    /// <param name="dilation">The dilation of the convolution.</param>
    /// <param name="isLast">Whether this is the last layer, whose x is not needed.</param>
    public WaveNetLayer(ParameterScope scope, WaveNetShape shape, int dilation, bool isLast)
    {
        channels = shape.Channels;
        dilated = Convolution.Causal(scope.At("dilated"), channels, 2 * channels, shape.Kernel, dilation);
        condition =
            shape.Classes == 0
                ? null
                : new Embedding(scope.At("condition"), shape.Classes, 2 * channels, ClassDeviation);
        local =
            shape.Features == 0
                ? null
                : Convolution.Causal(scope.At("local"), shape.Features, 2 * channels, kernel: 1, bias: false);
        residual = isLast ? null : Convolution.Causal(scope.At("residual"), channels, channels, kernel: 1);
        skip = Convolution.Causal(scope.At("skip"), channels, shape.Skip, kernel: 1);
    }

    /// <summary>Applies the layer, to sequences or to one position of each.</summary>
    /// <param name="x">[batch, channels] or [batch, channels, positions].</param>
    /// <param name="apply">Applies a convolution to an array.</param>
    /// <param name="classes">[batch], or null.</param>
    /// <param name="track">[batch, features], or [batch, features, positions], or null.</param>
    /// <returns>x for the next layer, and the skip output.</returns>
    public (Tensor Next, Tensor Skip) Apply(
        Tensor x,
        Func<Convolution, Tensor, Tensor> apply,
        Tensor? classes,
        Tensor? track
    )
    {
        var gates = apply(dilated, x); // [batch, 2·channels, …]
        if (condition is not null)
        {
            int[] positions = [.. gates.Shape.Skip(2).Select(_ => 1)];
            gates += condition.Apply(classes!).Reshape([gates.Shape[0], 2 * channels, .. positions]);
        }

        gates = local is null ? gates : gates + apply(local, track!);
        var z = gates.Slice(1, 0, channels).Tanh() * gates.Slice(1, channels, channels).Sigmoid();
        return (residual is null ? x : x + apply(residual, z), apply(skip, z));
    }
}
