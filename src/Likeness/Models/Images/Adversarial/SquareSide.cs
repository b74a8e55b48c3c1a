using Likeness.Modalities.Images.Data;

namespace Likeness.Models.Images.Adversarial;

/// <summary>Sides of square images that are halved or doubled.</summary>
internal static class SquareSide
{
    /// <summary>The side at the lowest resolution.</summary>
    public const int Min = 4;

    /// <summary>How often images can be halved until their side is odd or below twice <see cref="Min"/>.</summary>
    /// <exception cref="LikenessException">Not once, or the image is no square.</exception>
    public static int Halvings(ImageShape shape)
    {
        int halvings = 0;
        int side = shape.Height;
        while (side % 2 == 0 && side >= 2 * Min)
        {
            (side, halvings) = (side / 2, halvings + 1);
        }

        return shape.Height == shape.Width && halvings > 0
            ? halvings
            : throw new LikenessException(
                $"images of {shape.Height}×{shape.Width} pixels cannot be halved to {Min}×{Min} or more for a discriminator (give --size {NearestSide(shape)})"
            );
    }

    /// <summary>How often the lowest resolution is doubled to an image.</summary>
    /// <exception cref="LikenessException">The image is no such square.</exception>
    public static int Doublings(ImageShape shape)
    {
        int side = NearestSide(shape);
        return shape.Height == shape.Width && shape.Height == side
            ? int.Log2(side / Min)
            : throw new LikenessException(
                $"images of {shape.Height}×{shape.Width} pixels do not come of {Min}×{Min} by doubling (give --size {side})"
            );
    }

    // The smallest that comes of the lowest resolution by doubling, at least once, and is not below the height.
    private static int NearestSide(ImageShape shape)
    {
        int side = 2 * Min;
        while (side < shape.Height)
        {
            side *= 2;
        }

        return side;
    }
}
