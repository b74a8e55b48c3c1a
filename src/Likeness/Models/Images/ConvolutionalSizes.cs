using Likeness.Modalities.Images.Data;

namespace Likeness.Models.Images;

/// <summary>The sizes of convolutional encoders and decoders.</summary>
/// <param name="Channels">Channels of the encoder's convolutions, each of which downsamples the image by 2; reversed in the decoder.</param>
/// <param name="Latent">Latent dimensions.</param>
/// <param name="Pixels">The range of pixels.</param>
internal readonly record struct ConvolutionalSizes(int[] Channels, int Latent, PixelScale Pixels)
{
    /// <summary>The side of an image after all convolutions.</summary>
    /// <param name="space">Of the images.</param>
    /// <param name="option">The option that gives the channels.</param>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be downsampled so often.</exception>
    public int NarrowSide(ModelSpace space, string option = "--channels")
    {
        space.RequireDownsamplings(Channels.Length, option, square: true);
        return space.Shape().Height >> Channels.Length;
    }
}
