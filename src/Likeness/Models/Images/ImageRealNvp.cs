using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Data;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Flows.Layers;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>Options of <see cref="ImageRealNvp"/>.</summary>
public sealed record ImageRealNvpOptions : ImageFlowOptions
{
    /// <summary>
    /// Pixels as in the paper, logit with λ = 0.05. On 1,800 images of MNIST (small, 8 epochs) a learning rate of 0.001 gave a loss that
    /// rose in the second epoch; with half of it and actnorm it fell steadily.
    /// </summary>
    public ImageRealNvpOptions()
    {
        Pixels = PixelScale.Logit;
        LearningRate = 5e-4;
        Epochs = 20;
    }

    /// <summary>Narrow networks and two scales, for a quick trial.</summary>
    public static ImageRealNvpOptions Small { get; } =
        new()
        {
            Scales = 2,
            Couplings = 3,
            Hidden = 16,
            Blocks = 1,
            Epochs = 10,
        };

    /// <summary>Couplings of each kind in a scale, checkerboard and then channel-wise; 3 in the paper, whose last scale has 4 checkerboards alone.</summary>
    [Description("couplings of each kind, checkerboard and channel-wise, in a scale")]
    [Range(1, 64)]
    public int Couplings { get; init; } = 3;

    /// <summary>Channels of the networks; 64 and 32 in the paper, doubled at each scale.</summary>
    [Description("channels of the network in each coupling")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 32;

    /// <summary>Residual blocks in each network; 2 to 8 in the paper.</summary>
    [Description("residual blocks in each network")]
    [Range(0, 64)]
    public int Blocks { get; init; } = 2;
}

/// <summary>
/// RealNVP on images. Dinh, Sohl-Dickstein and Bengio 2017, arXiv:1605.08803: at each scale affine couplings under alternating
/// checkerboards and then of halves of the channels (§3.4, §3.6), with s and t from residual convolutional networks, and half of the
/// channels are split off as noise. Checkerboard couplings work on the squeezed image, where the masks are two corners of each square: the same
/// masks at a quarter of the cost. Instead of batch
/// normalisation (§3.7) an actnorm follows each coupling, as in Glow; log-scales are bounded, and networks start at 0.
/// </summary>
[Model(
    "realnvp",
    Learns = typeof(ImageSet),
    Title = "RealNVP on images",
    Paper = "Dinh et al. 2017, arXiv:1605.08803",
    Summary = "a flow of affine couplings at several scales, with an exact density"
)]
public sealed class ImageRealNvp : ImageFlow
{
    // Corners 0 and 3 of a square are on a diagonal, 0 and 1 are the upper ones.
    private static readonly int[][] Checkerboards =
    [
        [0, 3],
        [1, 2],
    ];
    private static readonly int[][] Halves =
    [
        [0, 1],
        [2, 3],
    ];

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and bounds.</param>
    /// <param name="space">Of images of continuous pixels that can be downsampled once per scale.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of other data.</exception>
    public ImageRealNvp(ImageRealNvpOptions options, ModelSpace space, ulong? seed = 0)
        : base("realnvp", options, space, seed) =>
        AddScales(
            (chain, scope, shape, isLast) =>
            {
                var masks = Enumerable.Range(0, options.Couplings).Select(i => Checkerboards[i % 2]);
                masks = isLast
                    ? masks.Append(Checkerboards[options.Couplings % 2])
                    : masks.Concat(Enumerable.Range(0, options.Couplings).Select(i => Halves[i % 2]));
                foreach (var (i, mask) in masks.Index())
                {
                    int half = shape.Channels / 2;
                    var network = new ResidualConvolutions(
                        scope.At("couplings").At(i),
                        half,
                        options.Hidden,
                        options.Blocks,
                        2 * half
                    );
                    chain.Add(new ChannelCoupling(mask, network.Apply, options.ScaleBound));
                    chain.Add(new ActNorm(scope.At("norms").At(i), shape.Channels));
                }
            }
        );
}
