using Likeness.Compute.Graph;
using Likeness.Models.Autoencoders;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>
/// A variational autoencoder of square images with one latent vector: <see cref="ConvolutionalEncoder"/> and <see cref="ConvolutionalDecoder"/>. Its density is
/// given for the decoder's σ with 2σ² = weight of the KL divergence × pixels, and of the 256 levels of a pixel where pixels are not dequantised
/// (<see cref="PixelLikelihood"/>).
/// </summary>
public abstract class ImageVae : VariationalAutoencoder, ILevelLikelihood
{
    private readonly ImageVaeOptions options;
    private readonly ConvolutionalEncoder encoder;
    private readonly ConvolutionalDecoder decoder;

    /// <summary>Makes the layers.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="options">Sizes and weights.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be downsampled so often.</exception>
    private protected ImageVae(string name, ImageVaeOptions options, ModelSpace space, ulong? seed)
        : base(options, space, seed)
    {
        this.options = options;
        space.Shape();
        space.Require(name, levels: false);
        encoder = new ConvolutionalEncoder(Scope, options.Sizes, space);
        decoder = new ConvolutionalDecoder(Scope, options.Sizes, space);
    }

    /// <inheritdoc/>
    public override string DensityKind =>
        $"importance-weighted bound{options.Pixels.Note()}, K = {options.ScoreSamples}{options.NoiseNote}";

    private protected override double Deviation =>
        Math.Max(Math.Sqrt(options.KlWeight * Space.Shape().Length / 2), options.Pixels.MinDeviation());

    private protected override Tensor LogDensityOfEach(Tensor rows, DiagonalNormal likelihood) =>
        options.Pixels.LogDensity(rows, likelihood);

    private protected override Tensor Observed(Tensor values) => options.Pixels.Observed(values);

    internal override (Tensor Mean, Tensor LogVariance) Posterior(Tensor rows, ForwardPass pass) =>
        encoder.Apply(Space.Pixels(rows), pass);

    internal override (Tensor Mean, Tensor? Spread) Decoded(Tensor latents, ForwardPass pass) =>
        (ImageSpace.Rows(decoder.Apply(latents, of: null, pass)), null);

    /// <summary>The reconstruction of rows through sampled latents, [batch, d], and the mean KL divergence of a row, in nats.</summary>
    /// <param name="rows">[batch, d].</param>
    /// <param name="noise">ε: [batch, latent].</param>
    /// <param name="pass">Whether this is training.</param>
    private protected (Tensor Back, Tensor Divergence) Pass(Tensor rows, Tensor noise, ForwardPass pass)
    {
        var (m, v) = Posterior(rows, pass);
        var codes = m + ((v * 0.5f).Exp() * noise);
        var divergence = (m.Square() + v.Exp() - 1 - v).Sum() * (0.5f / rows.Shape[0]);
        return (Decoded(codes, pass).Mean, divergence);
    }

    /// <summary>The mean squared error of a pixel + KL divergence × weight.</summary>
    /// <inheritdoc cref="Pass"/>
    private protected Tensor WeightedLoss(Tensor rows, Tensor noise, ForwardPass pass)
    {
        var (back, divergence) = Pass(rows, noise, pass);
        return (back - rows).Square().Mean() + (divergence * (float)options.KlWeight);
    }
}
