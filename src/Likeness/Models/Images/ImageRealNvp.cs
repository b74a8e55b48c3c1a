using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Flows;
using Likeness.Models.Flows.Layers;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>The network of a coupling of images.</summary>
public enum CouplingNetwork
{
    /// <summary>Residual blocks of two 3 × 3 convolutions, as RealNVP has.</summary>
    Residual,

    /// <summary>Gated residual blocks with layer normalisation, as Flow++ has.</summary>
    Gated,
}

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

    /// <summary>
    /// The vanilla flow of GenerativeZoo, after the UvA deep-learning tutorial 11: 8 checkerboard couplings at one scale, s = tanh(s/eᶠ)eᶠ with a learned f, gated networks of
    /// 3 blocks 32 wide, no normalisation between couplings, Adam at 0.001, 100 epochs in batches of 128. <c>--dequantisation 4</c> is its variational dequantisation,
    /// <c>--scales 2 --couplings 2</c> resembles its multi-scale form. Here λ of the logit is 0.05 (1e-5 there), and networks work on the squeezed image.
    /// </summary>
    public static ImageRealNvpOptions Vanilla { get; } =
        new()
        {
            Scales = 1,
            Couplings = 7, // and one more checkerboard in the last scale
            Network = CouplingNetwork.Gated,
            Hidden = 32,
            Blocks = 3,
            LearnedBound = true,
            Norms = false,
            BatchSize = 128,
            LearningRate = 1e-3,
            Epochs = 100,
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

    /// <summary>The kind of network in each coupling.</summary>
    [Description("network in each coupling: residual, or gated (with layer normalisation, as in flowpp)")]
    public CouplingNetwork Network { get; init; }

    /// <summary>Whether log-scales have a learned bound for each channel, s = tanh(h/eᶠ)eᶠ, instead of <see cref="ImageFlowOptions.ScaleBound"/>.</summary>
    [Description("learn the bound of the log-scales of each channel, instead of --scale-bound")]
    public bool LearnedBound { get; init; }

    /// <summary>Whether an actnorm follows each coupling.</summary>
    [Description("whether an actnorm follows each coupling")]
    public bool Norms { get; init; } = true;
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
                var masks = Enumerable.Range(0, options.Couplings).Select(i => Quarters.Checkerboards[i % 2]);
                masks = isLast
                    ? masks.Append(Quarters.Checkerboards[options.Couplings % 2])
                    : masks.Concat(Enumerable.Range(0, options.Couplings).Select(i => Quarters.Halves[i % 2]));
                foreach (var (i, mask) in masks.Index())
                {
                    var coupling = scope.At("couplings").At(i);
                    int half = shape.Channels / 2;
                    chain.Add(
                        new ChannelCoupling(mask, Network(coupling, half, options), Bound(coupling, half, options))
                    );
                    if (options.Norms)
                    {
                        chain.Add(new ActNorm(scope.At("norms").At(i), shape.Channels));
                    }
                }
            }
        );

    private static Func<Tensor, Tensor> Network(ParameterScope scope, int half, ImageRealNvpOptions options) =>
        options.Network == CouplingNetwork.Gated
            ? new GatedConvolutions(scope, half, options.Hidden, options.Blocks, 2 * half).Apply
            : new ResidualConvolutions(scope, half, options.Hidden, options.Blocks, 2 * half).Apply;

    private static Func<Tensor, Tensor> Bound(ParameterScope scope, int half, ImageRealNvpOptions options)
    {
        if (!options.LearnedBound)
        {
            return s => LogScale.Bounded(s, options.ScaleBound);
        }

        var logBound = scope.Constant("log_bound", [half], 0);
        return s =>
        {
            var bound = Standardisation.ForChannels(logBound.Tensor.Exp(), s);
            return (s / bound).Tanh() * bound;
        };
    }
}
