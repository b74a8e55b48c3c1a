using Likeness.Compute.Graph;
using Likeness.Models.Adversarial;
using Likeness.Nn;

namespace Likeness.Models.Images.Adversarial;

/// <summary>The sizes and norms of a <see cref="ConvolutionalDiscriminator"/>.</summary>
/// <param name="Width">Channels next to the image; each downsampling doubles them.</param>
/// <param name="BatchNorm">Whether all but the first layer have batch norm.</param>
/// <param name="SpectralNorm">Whether weights are divided by their largest singular value.</param>
/// <param name="MinibatchFeatures">Features that compare the rows of a batch; 0 for none.</param>
internal readonly record struct DiscriminatorSizes(
    int Width,
    bool BatchNorm = true,
    bool SpectralNorm = false,
    int MinibatchFeatures = 0
);

/// <summary>
/// From images to scores: 4 × 4 convolutions of stride 2, batch norm after all but the first, LeakyReLU of slope 0.2,
/// and a linear layer. Radford et al. 2016, arXiv:1511.06434, §3. Where classes are learned, the inner product of a vector per class and
/// the features is added: Miyato and Koyama 2018, arXiv:1802.05637, eq. 3, with all features instead of their sums.
/// </summary>
internal sealed class ConvolutionalDiscriminator
{
    private const float Slope = 0.2f;

    private readonly ModelSpace space;
    private readonly int pack;
    private readonly SpectralConvolution[] layers;
    private readonly BatchNorm?[] norms;
    private readonly SpectralLinear last;
    private readonly Embedding? classes;
    private readonly SpectralNorm? classNorm;
    private readonly MinibatchDiscrimination? comparison;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="sizes">Sizes and norms.</param>
    /// <param name="space">The sizes of an image, and how many classes are learned.</param>
    /// <param name="pack">Images that are scored together, each as further channels.</param>
    /// <param name="bias">Whether the score has a bias (<see cref="AdversarialLoss.HasZero"/>).</param>
    /// <exception cref="LikenessException">Images are no squares, or cannot be halved.</exception>
    public ConvolutionalDiscriminator(
        ParameterScope scope,
        DiscriminatorSizes sizes,
        ModelSpace space,
        int pack,
        bool bias
    )
    {
        (this.space, this.pack) = (space, pack);
        int halvings = SquareSide.Halvings(space.Shape());
        layers = new SpectralConvolution[halvings];
        norms = new BatchNorm?[halvings];
        for (int i = 0; i < halvings; i++)
        {
            bool isNormed = i > 0 && sizes.BatchNorm;
            int before = i == 0 ? pack * space.Shape().Channels : sizes.Width << (i - 1);
            layers[i] = new SpectralConvolution(
                scope.At(i),
                before,
                sizes.Width << i,
                bias: !isNormed,
                sizes.SpectralNorm
            );
            norms[i] = isNormed ? new BatchNorm(scope.At(i).At("norm"), sizes.Width << i) : null;
        }

        int side = space.Shape().Height >> halvings;
        int features = (sizes.Width << (halvings - 1)) * side * side;
        last = new SpectralLinear(scope.At("last"), features + sizes.MinibatchFeatures, 1, bias, sizes.SpectralNorm);
        if (space.Classes > 0)
        {
            var part = scope.At("class");
            classes = new Embedding(part, space.Classes, features, ConvolutionalGenerator.WeightDeviation);
            classNorm = sizes.SpectralNorm ? new SpectralNorm(part, classes.Weight, axis: 0) : null;
        }

        comparison =
            sizes.MinibatchFeatures > 0
                ? new MinibatchDiscrimination(scope.At("minibatch"), features, sizes.MinibatchFeatures)
                : null;
    }

    /// <inheritdoc cref="AdversarialModel.DiscriminatorIn"/>
    public Func<Tensor, Tensor> In(ForwardPass pass, Tensor? reference)
    {
        var scored = WithFeatures(pass, reference);
        return rows => scored(rows).Scores;
    }

    /// <summary>As <see cref="In"/>, with the features that are scored: from rows to [batch, features], the last convolution, and [batch, 1].</summary>
    public Func<Tensor, (Tensor Features, Tensor Scores)> WithFeatures(ForwardPass pass, Tensor? reference = null)
    {
        var applied = Array.ConvertAll(layers, layer => layer.In(pass));
        var score = last.In(pass);
        var vectors = classNorm is null ? classes?.Weight.Tensor : classNorm.Divided(pass);
        Tensor Features(Tensor packs)
        {
            var x = Pixels(packs);
            for (int i = 0; i < layers.Length; i++)
            {
                x = applied[i](x);
                x = (norms[i]?.Apply(x, pass) ?? x).LeakyRelu(Slope);
            }

            return ImageSpace.Rows(x);
        }

        var compared = reference is null ? null : Features(reference);
        return rows =>
        {
            var features = Features(rows);
            var x =
                comparison is null ? features
                : compared is null ? comparison.Apply(features)
                : comparison.Apply(features, compared);
            var scores = score(x);
            return (
                features,
                vectors is null
                    ? scores
                    : scores + (features * vectors.Gather(space.ClassesOf(rows))).Sum([1], keepDimensions: true)
            );
        };
    }

    // The images of a pack as channels: [packs, pack · channels, height, width].
    private Tensor Pixels(Tensor packs)
    {
        if (pack == 1)
        {
            return space.Pixels(packs);
        }

        var shape = space.Shape();
        return packs.Reshape([packs.Shape[0], pack * shape.Channels, shape.Height, shape.Width]);
    }
}
