using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Flows.Layers;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>Options of <see cref="ImageGlow"/>.</summary>
public sealed record ImageGlowOptions : ImageFlowOptions
{
    /// <summary>The defaults: far smaller than the paper's, for a plain CPU.</summary>
    public ImageGlowOptions()
    {
        Pixels = PixelScale.Dequantised;
        Epochs = 20;
    }

    /// <summary>Two scales of two steps, for a quick trial.</summary>
    public static ImageGlowOptions Small { get; } =
        new()
        {
            Scales = 2,
            Steps = 2,
            Hidden = 16,
            Epochs = 10,
            LearningRate = 2e-3,
        };

    /// <summary>Steps of the flow at each scale; 32 in the paper.</summary>
    [Description("steps of the flow at each scale")]
    [Range(1, 256)]
    public int Steps { get; init; } = 10;

    /// <summary>Channels of the two hidden layers in each network; 512 in the paper.</summary>
    [Description("channels of the two hidden layers in each network")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 64;
}

/// <summary>
/// Glow. Kingma and Dhariwal 2018, arXiv:1807.03039, table 1: each step is an actnorm, an invertible 1 × 1 convolution in LU form and an
/// affine coupling of halves of the channels, whose network of 3 × 3, 1 × 1 and 3 × 3 convolutions starts at 0; the channels that are split off are
/// normal conditioned on the others, and the last noise has a learned mean and scale per channel. Log-scales are bounded by a
/// tanh, where the paper's program has σ(h + 2).
/// </summary>
[Model(
    "glow",
    Learns = typeof(ImageSet),
    Title = "Glow",
    Paper = "Kingma and Dhariwal 2018, arXiv:1807.03039",
    Summary = "a flow of affine couplings and invertible 1 × 1 convolutions, with an exact density"
)]
public sealed class ImageGlow : ImageFlow
{
    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and bounds.</param>
    /// <param name="space">Of images of continuous pixels that can be downsampled once per scale.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of other data.</exception>
    public ImageGlow(ImageGlowOptions options, ModelSpace space, ulong? seed = 0)
        : base("glow", options, space, seed) =>
        AddScales(
            (chain, scope, shape, isLast) =>
            {
                for (int i = 0; i < options.Steps; i++)
                {
                    var step = scope.At("steps").At(i);
                    chain.Add(new ActNorm(step.At("actnorm"), shape.Channels));
                    chain.Add(new LuLinear(step.At("linear"), shape.Channels));
                    var network = Network(step.At("coupling"), shape.Channels / 2, options.Hidden);
                    chain.Add(new ChannelCoupling(Quarters.Halves[0], network, options.ScaleBound));
                }

                if (isLast)
                {
                    chain.Add(new DiagonalScale(scope.At("prior"), shape.Channels, shifts: true));
                }
            },
            (scope, channels) => Convolution.ForImages(scope, channels, 2 * channels, 3, padding: 1).BegunAtZero().Apply
        );

    private static Func<Tensor, Tensor> Network(ParameterScope scope, int channels, int hidden)
    {
        var first = Convolution.ForImages(scope.At("first"), channels, hidden, 3, padding: 1);
        var second = Convolution.ForImages(scope.At("second"), hidden, hidden, 1);
        var last = Convolution.ForImages(scope.At("last"), hidden, 2 * channels, 3, padding: 1).BegunAtZero();
        return x => last.Apply(second.Apply(first.Apply(x).Relu()).Relu());
    }
}
