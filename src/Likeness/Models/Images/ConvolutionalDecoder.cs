using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>
/// From latents to square images: a linear layer, transposed convolutions that mirror those of <see cref="ConvolutionalEncoder"/> with batch norm and
/// LeakyReLU, and a convolution into the range of pixels. A class enters beside the latents as a one-hot vector.
/// </summary>
internal sealed class ConvolutionalDecoder
{
    private readonly PixelScale scale;
    private readonly (int Channels, int Side) narrow;
    private readonly Linear start;
    private readonly Embedding? classes;
    private readonly List<(TransposedConvolution Layer, BatchNorm Norm)> layers = [];
    private readonly Convolution last;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="sizes">Channels, latent dimensions and pixels.</param>
    /// <param name="space">The sizes of an image, and how many classes are learned.</param>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be downsampled so often.</exception>
    public ConvolutionalDecoder(ParameterScope scope, ConvolutionalSizes sizes, ModelSpace space)
    {
        scale = sizes.Pixels;
        int before = sizes.Channels[^1];
        narrow = (before, sizes.NarrowSide(space));
        int width = before * narrow.Side * narrow.Side;
        start = new Linear(scope.At("start"), sizes.Latent, width);
        classes =
            space.Classes > 0
                ? new Embedding(scope.At("class"), space.Classes, width, 1 / Math.Sqrt(sizes.Latent))
                : null;
        foreach (int after in sizes.Channels.SkipLast(1).Reverse().Append(sizes.Channels[0]))
        {
            var part = scope.At("decoder").At(layers.Count);
            var layer = TransposedConvolution.ForImages(part, before, after, 3, stride: 2, padding: 1, extra: 1);
            layers.Add((layer, new(part.At("norm"), after)));
            before = after;
        }

        last = Convolution.ForImages(scope.At("last"), before, space.Shape().Channels, 3, padding: 1);
    }

    /// <summary>Applies the layers.</summary>
    /// <param name="latents">[batch, latent].</param>
    /// <param name="of">The classes, [batch], where they are learned.</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>[batch, channels, height, width].</returns>
    public Tensor Apply(Tensor latents, Tensor? of, ForwardPass pass)
    {
        var x = start.Apply(latents);
        x = classes is null ? x : x + classes.Apply(of!);
        x = x.Reshape([latents.Shape[0], narrow.Channels, narrow.Side, narrow.Side]);
        foreach (var (layer, norm) in layers)
        {
            x = Activation.LeakyRelu.Apply(norm.Apply(layer.Apply(x), pass));
        }

        return scale.InRange(last.Apply(x));
    }
}
