namespace Likeness.Data.Jpeg;

/// <summary>
/// CMYK to RGB as Pillow does it: files store complements of the inks, as Adobe's programs write them, and each colour is the product of what its ink and
/// black leave.
/// </summary>
internal static class InkConversion
{
    /// <summary>One row of pixels.</summary>
    /// <param name="black">The fourth component, one value per pixel: 255 for no ink.</param>
    /// <param name="isComplement">Whether the first three were stored as YCbCr of the inks (YCCK), so that <paramref name="pixels"/> has their complement.</param>
    /// <param name="pixels">The first three components of each pixel; receives red, green and blue.</param>
    public static void Row(ReadOnlySpan<byte> black, bool isComplement, Span<byte> pixels)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            int left = isComplement ? byte.MaxValue - pixels[i] : pixels[i];
            int light = black[i / 3];

            // What the ink takes away is rounded, as Pillow rounds it.
            pixels[i] = (byte)Math.Max(0, light - Scaled(byte.MaxValue - left, light));
        }
    }

    /// <summary>a · b / 255, rounded.</summary>
    private static int Scaled(int a, int b)
    {
        int product = (a * b) + 128;
        return ((product >> 8) + product) >> 8;
    }
}
