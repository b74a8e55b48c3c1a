namespace Likeness.Modalities.Images.Data.Pictures;

/// <summary>The sizes that images get: a square, and how images of other sizes fit into it.</summary>
/// <param name="Side">The side of the square in pixels; 0 keeps the sizes.</param>
/// <param name="Fit">
/// The way. <see cref="ImageFit.Crop"/> pads images that are up to a quarter smaller; null does that too, and stretches others, as earlier versions did.
/// </param>
internal readonly record struct PictureSize(int Side, ImageFit? Fit = null)
{
    private const int Quarter = 4;

    /// <summary>How images of some sizes are resized; null if they stay as they are.</summary>
    public ImageResize? For(ImageShape old)
    {
        if (Side == 0 || (old.Height == Side && old.Width == Side))
        {
            return null;
        }

        bool isSmaller = old.Height <= Side && old.Width <= Side;
        bool isNear = isSmaller && Math.Max(Side - old.Height, Side - old.Width) <= Side / Quarter;
        var fit = Fit switch
        {
            null => isNear ? ImageFit.Pad : ImageFit.Bilinear,
            ImageFit.Crop when isNear => ImageFit.Pad,
            { } one => one,
        };
        return new ImageResize(Side, Side, fit);
    }
}
