using Likeness.Compute.Graph;
using Likeness.Models.Diffusion;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>
/// A generative model of an autoencoder's latents: Rombach et al. 2022, arXiv:2112.10752, §3. The autoencoder of <see cref="ImageAe"/> minimises the squared
/// error per pixel, with noise on its latents; when its encoder is trained, a derived class learns the latents, standardised by their running moments (appendix G), while an
/// adversarial loss may sharpen the decoder (<see cref="ImageAutoencoder"/>).
/// </summary>
public abstract class ImageLatentModel : GenerativeModel, ILatentModel, IReconstructor, IScorer, IClassConditional
{
    private readonly ImageLatentOptions options;
    private readonly ImageAutoencoder autoencoder;
    private readonly LatentMoments moments;
    private readonly ClassGuidance condition;

    private protected ImageLatentModel(ImageLatentOptions options, ModelSpace space, ulong? seed, string name)
        : base(space, seed)
    {
        this.options = options;
        space.Require(name, levels: false);
        autoencoder = new ImageAutoencoder(Scope.At("autoencoder"), options.Sizes, space);
        var network = new DenoisingNet(
            Scope.At("network"),
            options.Latent,
            options.Hidden,
            options.Blocks,
            classes: space.Classes
        );
        condition = new ClassGuidance(space, network.Apply, options.ClassDropout, options.Guidance);
        moments = new LatentMoments(Scope, options.Latent);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            .. autoencoder.Objectives(AutoencoderLoss, condition.Values, Parameters, "autoencoder.", isFollowed: true),
            new(LossName, LatentLoss, Parameters.TrainedOf("network."), From: options.EncoderFraction),
        ];

    /// <summary>The losses of the autoencoder and of the latents' model, one after the other, cannot be compared.</summary>
    public override bool LossMeasuresQuality => false;

    /// <summary>The latent dimensions, and one more for a class: its number is ⌊K Φ(z)⌋.</summary>
    public int LatentDimensions => options.Latent + (Space.Classes > 0 ? 1 : 0);

    /// <inheritdoc/>
    public string ScoreKind => "minus the squared reconstruction error";

    /// <inheritdoc/>
    public Tensor Encode(Tensor rows) => condition.WithClass(Codes(rows), condition.ClassesOf(rows));

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents)
    {
        var (codes, classes) = condition.WithoutClass(latents);
        return condition.Rows(autoencoder.Decode(codes, ForwardPass.Inference), classes);
    }

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor rows) => Decode(Encode(rows));

    /// <inheritdoc/>
    public Tensor Score(Tensor rows) =>
        -(autoencoder.Decode(Codes(rows), ForwardPass.Inference) - condition.Values(rows)).Square().Sum([1]);

    /// <inheritdoc/>
    public override Tensor Sample(int count) => Sample(count, condition.Sample(count));

    /// <inheritdoc/>
    public Tensor SampleOf(Tensor classes) => Sample(classes.Shape[0], classes);

    /// <summary>The mean squared error per pixel for given noise.</summary>
    /// <param name="rows">[batch, d].</param>
    /// <param name="noise">Of the order of 1: [batch, latent].</param>
    /// <param name="pass">Receives the moments of the latents.</param>
    internal Tensor AutoencoderLoss(Tensor rows, Tensor noise, ForwardPass pass)
    {
        var codes = autoencoder.Encode(condition.Values(rows), pass);
        moments.Note(codes, pass);
        var decoded = autoencoder.Decode(codes + (noise * moments.Deviation * (float)options.LatentNoise), pass);
        return (decoded - condition.Values(rows)).Square().Mean();
    }

    private Tensor AutoencoderLoss(Tensor rows, ForwardPass pass) =>
        AutoencoderLoss(rows, Tensor.RandomNormal([rows.Shape[0], options.Latent], stream: 2), pass);

    /// <summary>What <see cref="LatentLoss(Func{Tensor, Tensor, Tensor}, Tensor, Tensor)"/> is.</summary>
    private protected abstract string LossName { get; }

    /// <summary>The mean loss of the network of latents.</summary>
    /// <param name="network">The network.</param>
    /// <param name="codes">Standardised latents: [batch, latent].</param>
    /// <param name="noise">N(0, I), likewise.</param>
    private protected abstract Tensor LatentLoss(Func<Tensor, Tensor, Tensor> network, Tensor codes, Tensor noise);

    /// <summary>Standardised latents from noise: [count, latent].</summary>
    /// <param name="network">The network, guided where it has classes.</param>
    /// <param name="noise">N(0, I): [count, latent].</param>
    private protected abstract Tensor SampleLatents(Func<Tensor, Tensor, Tensor> network, Tensor noise);

    private Tensor LatentLoss(Tensor rows, ForwardPass pass)
    {
        var codes = moments.Standardise(Codes(rows)).Detached();
        var noise = Tensor.RandomNormal(codes.Shape, stream: 0);
        return LatentLoss(condition.Of(condition.Dropped(rows)), codes, noise);
    }

    private Tensor Sample(int count, Tensor? classes)
    {
        var z = SampleLatents(condition.Guided(classes), Tensor.RandomNormal([count, options.Latent], stream: 0));
        return condition.Rows(autoencoder.Decode(moments.Restore(z), ForwardPass.Inference), classes);
    }

    private Tensor Codes(Tensor rows) => autoencoder.Encode(condition.Values(rows), ForwardPass.Inference);
}
