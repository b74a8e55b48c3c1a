using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Flows.Layers;

namespace Likeness.Models.Images;

/// <summary>Options of <see cref="FlowPp"/>.</summary>
public sealed record FlowPpOptions : ImageFlowOptions
{
    /// <summary>The defaults: far smaller than the paper's, for a plain CPU.</summary>
    public FlowPpOptions()
    {
        Pixels = PixelScale.Logit;
        Scales = 2;
        Dequantisation = 4;
        Epochs = 20;
        WarmUp = 1;
        ClipNorm = 1;
    }

    /// <summary>One step at each scale, for a quick trial.</summary>
    public static FlowPpOptions Small { get; } =
        new()
        {
            Steps = 1,
            Hidden = 16,
            Blocks = 1,
            Heads = 2,
            Components = 4,
            Dequantisation = 2,
            DequantisationHidden = 8,
            Epochs = 10,
            WarmUp = 0,
            LearningRate = 2e-3,
        };

    /// <summary>Steps of the flow at each scale; 9 couplings in all in the paper.</summary>
    [Description("steps of the flow at each scale")]
    [Range(1, 256)]
    public int Steps { get; init; } = 4;

    /// <summary>Channels of the network in each coupling; 96 in the paper.</summary>
    [Description("channels of the network in each coupling; a multiple of the heads")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 32;

    /// <summary>Gated blocks in each network; 10 in the paper.</summary>
    [Description("gated blocks in each network")]
    [Range(0, 64)]
    public int Blocks { get; init; } = 2;

    /// <summary>Heads of the attention after each block; 4 in the paper. 0 for no attention.</summary>
    [Description("heads of the attention over all positions after each block; 0 for no attention")]
    [Range(0, 1024)]
    public int Heads { get; init; } = 4;

    /// <summary>K, the logistic distributions whose distribution function a coupling applies; 32 in the paper.</summary>
    [Description("logistic distributions in the mixture of each coupling")]
    [Range(1, 1000)]
    public int Components { get; init; } = 8;
}

/// <summary>
/// Flow++. Ho, Chen, Srinivas, Duan and Abbeel 2019, arXiv:1902.00275: variational dequantisation (§3.1, <see cref="VariationalDequantisation"/>), couplings by the distribution
/// function of a mixture of logistic distributions (§3.2, <see cref="MixtureCoupling"/>), and gated convolutions with attention in their networks (§3.3,
/// <see cref="GatedConvolutions"/>). A step is an actnorm, an invertible 1 × 1 convolution and a coupling of halves of the channels, all on squeezed images; half of the
/// channels is split off as noise after each scale but the last, which the paper does not do. Couplings of the dequantisation are affine.
/// </summary>
[Model(
    "flowpp",
    Learns = typeof(ImageSet),
    Title = "Flow++",
    Paper = "Ho et al. 2019, arXiv:1902.00275",
    Summary = "a flow of mixture-of-logistics couplings with attention and variational dequantisation, with an exact density"
)]
public sealed class FlowPp : ImageFlow
{
    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and bounds.</param>
    /// <param name="space">Of images of dequantised pixels that can be downsampled once per scale.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of other data, or the width does not divide into the heads.</exception>
    public FlowPp(FlowPpOptions options, ModelSpace space, ulong? seed = 0)
        : base("flowpp", options, space, seed)
    {
        if (options.Heads > 0 && options.Hidden % options.Heads != 0)
        {
            throw new LikenessException(
                $"{options.Hidden} channels are not divisible by {options.Heads} heads (give --hidden a multiple of --heads)"
            );
        }

        AddScales(
            (chain, scope, shape, _) =>
            {
                int half = shape.Channels / 2;
                for (int i = 0; i < options.Steps; i++)
                {
                    var step = scope.At("steps").At(i);
                    var network = new GatedConvolutions(
                        step.At("coupling"),
                        half,
                        options.Hidden,
                        options.Blocks,
                        MixtureCoupling.OutputsPerChannel(options.Components) * half,
                        options.Heads
                    );
                    chain.Add(new ActNorm(step.At("actnorm"), shape.Channels));
                    chain.Add(new LuLinear(step.At("linear"), shape.Channels));
                    chain.Add(
                        new MixtureCoupling(
                            Quarters.Halves[i % 2],
                            network.Apply,
                            options.Components,
                            options.ScaleBound
                        )
                    );
                }
            }
        );
    }
}
