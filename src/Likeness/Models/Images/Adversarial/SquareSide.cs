using Likeness.Modalities.Images.Data;

namespace Likeness.Models.Images.Adversarial;

/// <summary>Square images whose side is 4 times a power of 2.</summary>
internal static class SquareSide
{
    /// <summary>The side at the lowest resolution.</summary>
    public const int Min = 4;

    /// <summary>How often the lowest resolution is doubled.</summary>
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
