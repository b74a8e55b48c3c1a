using Likeness.Modalities.Images.Data;

namespace Likeness.Models.Images.Adversarial;

/// <summary>Images that come of 4 × 4 places by doubling.</summary>
internal static class SquareSide
{
    /// <summary>Places along a side where an image is smallest.</summary>
    public const int Min = 4;

    /// <summary>How often the smallest is doubled to have an image.</summary>
    /// <exception cref="LikenessException">The image is no such square.</exception>
    public static int Doublings(ImageShape shape)
    {
        int doublings = 1;
        while (Min << doublings < shape.Height)
        {
            doublings++;
        }

        return shape.Height == shape.Width && shape.Height == Min << doublings
            ? doublings
            : throw new LikenessException(
                $"images of {shape.Height}×{shape.Width} pixels do not come of {Min}×{Min} by doubling (give --size {Min << doublings})"
            );
    }
}
