using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Nn;

namespace Likeness.Models.Images.Adversarial;

/// <summary>
/// From noise to images: transposed 4 × 4 convolutions of stride 2, each after batch norm and ReLU, and at the end tanh or a sigmoid, by the range of pixels.
/// Radford et al. 2016, arXiv:1511.06434, §3. The class enters beside the noise as a one-hot vector: Mirza and Osindero 2014, arXiv:1411.1784, §3.2.
/// </summary>
internal sealed class ConvolutionalGenerator
{
    private const int Side = SquareSide.Min;

    private readonly PixelScale scale;
    private readonly int top;
    private readonly Linear start;
    private readonly Embedding? classes;
    private readonly BatchNorm[] norms;
    private readonly TransposedConvolution[] layers;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="space">The sizes of an image, and how many classes are learned.</param>
    public ConvolutionalGenerator(ParameterScope scope, ImageGanOptions options, ModelSpace space)
    {
        var shape = space.Shape();
        scale = options.Pixels;
        int doublings = SquareSide.Doublings(shape);
        top = options.Width << (doublings - 1);
        start = new Linear(scope.At("start"), options.Latent, top * Side * Side, bias: false);
        classes =
            space.Classes > 0
                ? new Embedding(scope.At("class"), space.Classes, top * Side * Side, WeightDeviation)
                : null;
        norms = new BatchNorm[doublings];
        layers = new TransposedConvolution[doublings];
        for (int i = 0; i < doublings; i++)
        {
            bool isLast = i == doublings - 1;
            norms[i] = new BatchNorm(scope.At(i).At("norm"), top >> i);
            layers[i] = TransposedConvolution.ForImages(
                scope.At(i),
                top >> i,
                isLast ? shape.Channels : top >> (i + 1),
                kernel: 4,
                stride: 2,
                padding: 1,
                bias: isLast
            );
        }
    }

    /// <summary>The standard deviation of all initial weights: Radford et al. 2016, §4.</summary>
    public const double WeightDeviation = 0.02;

    /// <summary>Makes images.</summary>
    /// <param name="latents">[batch, latent].</param>
    /// <param name="of">The classes, [batch], where they are learned.</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>[batch, channels, height, width].</returns>
    public Tensor Apply(Tensor latents, Tensor? of, ForwardPass pass)
    {
        var x = start.Apply(latents);
        x = classes is null ? x : x + classes.Apply(of!);
        x = x.Reshape([latents.Shape[0], top, Side, Side]);
        for (int i = 0; i < layers.Length; i++)
        {
            x = layers[i].Apply(norms[i].Apply(x, pass).Relu());
        }

        return scale.InRange(x);
    }
}
