using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Adversarial;

/// <summary>An adversarial model of points, whose networks are perceptrons.</summary>
public abstract class PointGan : AdversarialModel, IDecoder
{
    private readonly PointGanOptions options;
    private readonly Mlp generator;
    private readonly Critic critic;

    /// <summary>Makes the layers.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <param name="game">What the two minimise.</param>
    private protected PointGan(PointGanOptions options, ModelSpace space, ulong? seed, Game game)
        : base(options, space, seed, game)
    {
        this.options = options;
        int[] hidden = [.. Enumerable.Repeat(options.Hidden, options.Layers)];
        generator = new Mlp(Scope.At("generator"), [options.Latent, .. hidden, space.Width]);
        critic = new Critic(Scope.At("critic"), space.Width, options, game.HasZero);
    }

    /// <inheritdoc/>
    public int LatentDimensions => options.Latent;

    /// <inheritdoc/>
    public override Tensor Draw(int count) => Draw(count, Decode);

    /// <inheritdoc/>
    public Tensor Decode(Tensor codes) => generator.Apply(codes);

    internal override Tensor Generate(Tensor codes, Tensor like, ForwardPass pass) => Decode(codes);

    internal override Func<Tensor, Tensor> CriticIn(ForwardPass pass) => critic.In(pass);
}
