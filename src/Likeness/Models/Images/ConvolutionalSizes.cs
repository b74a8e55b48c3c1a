using System.Numerics;
using Likeness.Modalities.Images.Data;

namespace Likeness.Models.Images;

/// <summary>The sizes of convolutional encoders and decoders.</summary>
/// <param name="Channels">Channels of the encoder's convolutions, each of which downsamples the image by 2; reversed in the decoder.</param>
/// <param name="Latent">Latent dimensions.</param>
/// <param name="Pixels">The range of pixels.</param>
internal readonly record struct ConvolutionalSizes(int[] Channels, int Latent, PixelScale Pixels)
{
    /// <summary>As many of the channels as a side can be halved; at least one.</summary>
    /// <param name="channels">Of each downsampling.</param>
    /// <param name="side">Of the image, in pixels.</param>
    public static int[] Fitting(int[] channels, int side) =>
        channels[..Math.Clamp(BitOperations.TrailingZeroCount(side), 1, channels.Length)];

    /// <summary>The side of an image after all convolutions.</summary>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be downsampled so often.</exception>
    public int NarrowSide(ModelSpace space)
    {
        space.RequireDownsamplings(Channels.Length, "--channels", square: true);
        return space.Shape().Height >> Channels.Length;
    }
}
