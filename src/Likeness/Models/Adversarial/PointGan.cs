using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Adversarial;

/// <summary>An adversarial model of tables, whose networks are perceptrons.</summary>
public abstract class PointGan : AdversarialModel, IDecoder
{
    private readonly PointGanOptions options;
    private readonly Mlp generator;
    private readonly Discriminator discriminator;

    /// <summary>Makes the layers.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <param name="adversarialLoss">The losses.</param>
    private protected PointGan(PointGanOptions options, ModelSpace space, ulong? seed, AdversarialLoss adversarialLoss)
        : base(options, space, seed, adversarialLoss)
    {
        this.options = options;
        int[] hidden = [.. Enumerable.Repeat(options.Hidden, options.Layers)];
        generator = new Mlp(Scope.At("generator"), [options.Latent, .. hidden, space.Width]);
        discriminator = new Discriminator(
            Scope.At("critic"),
            Packs.Size * space.Width,
            options,
            adversarialLoss.HasZero
        );
    }

    /// <inheritdoc/>
    public int LatentDimensions => options.Latent;

    /// <inheritdoc/>
    public override Tensor Sample(int count) => Sample(count, Decode);

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents) => generator.Apply(latents);

    internal override Tensor Generate(Tensor latents, Tensor like, ForwardPass pass) => Decode(latents);

    internal override Func<Tensor, Tensor> DiscriminatorIn(ForwardPass pass, Tensor? reference) =>
        discriminator.In(pass, reference);
}
