using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>
/// From square images to the mean and the log-variance of the latents: 3 × 3 convolutions of stride 2 with batch norm and LeakyReLU, and a linear
/// layer each.
/// </summary>
internal sealed class ConvolutionalEncoder
{
    private readonly List<(Convolution Layer, BatchNorm Norm)> layers = [];
    private readonly Linear mean;
    private readonly Linear? logVariance;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="sizes">Channels, latent dimensions and pixels.</param>
    /// <param name="space">The sizes of an image.</param>
    /// <param name="hasVariance">Whether the latents have a variance.</param>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be downsampled so often.</exception>
    public ConvolutionalEncoder(
        ParameterScope scope,
        ConvolutionalSizes sizes,
        ModelSpace space,
        bool hasVariance = true
    )
    {
        int before = space.Shape().Channels;
        int side = sizes.NarrowSide(space);
        foreach (int after in sizes.Channels)
        {
            var part = scope.At("encoder").At(layers.Count);
            layers.Add(
                (Convolution.ForImages(part, before, after, 3, stride: 2, padding: 1), new(part.At("norm"), after))
            );
            before = after;
        }

        mean = new Linear(scope.At("mean"), before * side * side, sizes.Latent);
        logVariance = hasVariance ? new Linear(scope.At("log_variance"), before * side * side, sizes.Latent) : null;
    }

    /// <summary>The mean latents of images.</summary>
    /// <param name="images">[batch, channels, height, width].</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>[batch, latent].</returns>
    public Tensor Mean(Tensor images, ForwardPass pass) => mean.Apply(Features(images, pass));

    /// <summary>The mean and the log-variance of the latents of images.</summary>
    /// <param name="images">[batch, channels, height, width].</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>[batch, latent] each.</returns>
    public (Tensor Mean, Tensor LogVariance) Apply(Tensor images, ForwardPass pass)
    {
        var x = Features(images, pass);
        return (mean.Apply(x), logVariance!.Apply(x));
    }

    private Tensor Features(Tensor images, ForwardPass pass)
    {
        var x = images;
        foreach (var (layer, norm) in layers)
        {
            x = Activation.LeakyRelu.Apply(norm.Apply(layer.Apply(x), pass));
        }

        return ImageSpace.Rows(x);
    }
}
