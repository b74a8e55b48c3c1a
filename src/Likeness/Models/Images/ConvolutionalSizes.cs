using Likeness.Modalities.Images.Data;

namespace Likeness.Models.Images;

/// <summary>The sizes of convolutional encoders and decoders.</summary>
/// <param name="Channels">Channels of the encoder's convolutions, each of which halves the image; the decoder has them in reverse.</param>
/// <param name="Latent">Dimensions of the code.</param>
/// <param name="Pixels">The range of pixels.</param>
internal readonly record struct ConvolutionalSizes(int[] Channels, int Latent, PixelScale Pixels)
{
    /// <summary>The places along a side when an image has been halved by all convolutions.</summary>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be halved so often.</exception>
    public int NarrowSide(ModelSpace space)
    {
        space.RequireDownsamplings(Channels.Length, "--channels", square: true);
        return space.Shape().Height >> Channels.Length;
    }
}
