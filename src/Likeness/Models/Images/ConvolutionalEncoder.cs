using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>
/// From square images to the mean and the log-variance of a code: 3 × 3 convolutions of stride 2 with batch norm and LeakyReLU, and a linear
/// layer each.
/// </summary>
internal sealed class ConvolutionalEncoder
{
    private readonly List<(Convolution Layer, BatchNorm Norm)> layers = [];
    private readonly Linear mean;
    private readonly Linear logVariance;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="space">The sizes of an image.</param>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be halved so often.</exception>
    public ConvolutionalEncoder(ParameterScope scope, ImageVaeOptions options, ModelSpace space)
    {
        int before = space.Shape().Channels;
        int side = Side(options, space);
        foreach (int after in options.Channels)
        {
            var part = scope.At("encoder").At(layers.Count);
            layers.Add(
                (Convolution.OfImages(part, before, after, 3, stride: 2, padding: 1), new(part.At("norm"), after))
            );
            before = after;
        }

        mean = new Linear(scope.At("mean"), before * side * side, options.Latent);
        logVariance = new Linear(scope.At("log_variance"), before * side * side, options.Latent);
    }

    /// <summary>The places along a side when an image has been halved by all convolutions.</summary>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be halved so often.</exception>
    public static int Side(ImageVaeOptions options, ModelSpace space)
    {
        space.RequireHalvings(options.Channels.Length, "--channels", square: true);
        return space.Shape().Height >> options.Channels.Length;
    }

    /// <summary>Applies the layers.</summary>
    /// <param name="images">[batch, channels, height, width].</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>[batch, latent] each.</returns>
    public (Tensor Mean, Tensor LogVariance) Apply(Tensor images, ForwardPass pass)
    {
        var x = images;
        foreach (var (layer, norm) in layers)
        {
            x = Activation.LeakyRelu.Apply(norm.Apply(layer.Apply(x), pass));
        }

        x = ImageSpace.Rows(x);
        return (mean.Apply(x), logVariance.Apply(x));
    }
}
