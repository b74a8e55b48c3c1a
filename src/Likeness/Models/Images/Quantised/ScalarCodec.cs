using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>
/// Images as a few scalars of one of L levels each: finite scalar quantisation, Mentzer et al. 2024, arXiv:2309.15505, §3.1, of the latents of a convolutional
/// autoencoder, whose decoder an adversarial loss sharpens (<see cref="ImageAutoencoder"/>). There is no codebook that could collapse. Each number is of the
/// whole image, as the tokens of Yu et al. 2024, arXiv:2406.07550, so that few are enough, and the prior is easily learned.
/// </summary>
internal sealed class ScalarCodec : IImageCodec
{
    private const string Name = "autoencoder";

    private readonly CodeModelOptions options;
    private readonly ImageAutoencoder autoencoder;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="options">Sizes and weights.</param>
    /// <param name="space">The sizes of an image.</param>
    /// <exception cref="LikenessException">Images cannot be downsampled so often, or not be halved for the discriminator.</exception>
    public ScalarCodec(ParameterScope scope, CodeModelOptions options, ModelSpace space)
    {
        this.options = options;
        autoencoder = new ImageAutoencoder(
            scope.At(Name),
            new(
                new(options.Channels, options.Scalars, options.Pixels),
                options.AdversarialWeight,
                options.EncoderFraction,
                options.DiscriminatorWidth
            ),
            space,
            latents => Quantise(latents, options.Levels)
        );
    }

    /// <inheritdoc/>
    public int Positions => options.Scalars;

    /// <inheritdoc/>
    public int Size => options.Levels;

    /// <inheritdoc/>
    public IEnumerable<Objective> Objectives(Func<Tensor, Tensor> values, ParameterSet parameters) =>
        autoencoder.Objectives(
            (rows, pass) =>
                (autoencoder.Decode(autoencoder.Encode(values(rows), pass), pass) - values(rows)).Square().Mean(),
            values,
            parameters,
            prefix: Name + ".",
            isFollowed: true
        );

    /// <inheritdoc/>
    public Tensor Numbers(Tensor values) =>
        ((autoencoder.Encode(values, ForwardPass.Inference).Detached() + 1) * (Size / 2f)).Floor();

    /// <inheritdoc/>
    public Tensor Decode(Tensor numbers) => autoencoder.Decode(Values(numbers, Size), ForwardPass.Inference);

    /// <summary>The middle of the nearest level of tanh(z/2), with the gradient of tanh(z/2): levels part (−1, 1) evenly.</summary>
    /// <param name="latents">z: any shape.</param>
    /// <param name="levels">L.</param>
    internal static Tensor Quantise(Tensor latents, int levels)
    {
        var bounded = (latents / 2).Tanh();
        var numbers = ((bounded + 1) * (levels / 2f)).Floor().Minimum(levels - 1);
        return bounded + (Values(numbers, levels) - bounded).Detached();
    }

    private static Tensor Values(Tensor numbers, int levels) => ((numbers + 0.5f) * (2f / levels)) - 1;
}
