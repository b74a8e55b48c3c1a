using Likeness.Compute.Graph;
using Likeness.Models.Adversarial;
using Likeness.Nn;

namespace Likeness.Models.Images.Adversarial;

/// <summary>An adversarial model of square images, whose networks are convolutional; conditional where its space has classes.</summary>
public abstract class ImageGan : AdversarialModel
{
    private readonly ConvolutionalGenerator generator;
    private readonly ConvolutionalCritic critic;

    /// <summary>Makes the layers.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <param name="game">What the two minimise.</param>
    /// <exception cref="LikenessException">The space is of no images, or they do not come of 4 × 4 by doubling.</exception>
    private protected ImageGan(string name, ImageGanOptions options, ModelSpace space, ulong? seed, Game game)
        : base(options, space, seed, game)
    {
        space.Shape();
        space.Require(name, cells: false);
        LatentDimensions = options.Latent;
        var scope = Scope.OfNormal(ConvolutionalGenerator.WeightDeviation);
        generator = new ConvolutionalGenerator(scope.At("generator"), options, space);
        critic = new ConvolutionalCritic(scope.At("critic"), options, space, game.HasZero);
    }

    /// <summary>Width of a code.</summary>
    public int LatentDimensions { get; }

    internal override Tensor Generate(Tensor codes, Tensor like, ForwardPass pass) =>
        Make(codes, Space.Classes > 0 ? Space.ClassesOf(like) : null, pass);

    internal override Func<Tensor, Tensor> CriticIn(ForwardPass pass) => critic.In(pass);

    /// <summary>Rows of codes and, where they are learned, classes: [batch, Dimensions].</summary>
    private protected Tensor Make(Tensor codes, Tensor? classes, ForwardPass pass) =>
        Space.Rows(generator.Apply(codes, classes, pass), classes);
}
