namespace Likeness.Data.Jpeg;

/// <summary>YCbCr to RGB (JFIF 1.02, page 3) in 16-bit fixed point with libjpeg's roundings.</summary>
internal static class ColourConversion
{
    private const int Half = 1 << 15;
    private const int CrToRed = 91881; // 1.40200 · 2^16
    private const int CbToGreen = 22554; // 0.34414 · 2^16
    private const int CrToGreen = 46802; // 0.71414 · 2^16
    private const int CbToBlue = 116130; // 1.77200 · 2^16

    /// <summary>One row of pixels.</summary>
    /// <param name="luma">Y, one value per pixel.</param>
    /// <param name="blue">Cb, one value per pixel.</param>
    /// <param name="red">Cr, one value per pixel.</param>
    /// <param name="pixels">Red, green, blue of each pixel; sets the number of pixels.</param>
    public static void Row(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> red, Span<byte> pixels)
    {
        for (int x = 0; x < pixels.Length / 3; x++)
        {
            int y = luma[x];
            int cb = blue[x] - 128;
            int cr = red[x] - 128;
            pixels[3 * x] = Clamp(y + (((CrToRed * cr) + Half) >> 16));
            pixels[(3 * x) + 1] = Clamp(y + (((-CbToGreen * cb) - (CrToGreen * cr) + Half) >> 16));
            pixels[(3 * x) + 2] = Clamp(y + (((CbToBlue * cb) + Half) >> 16));
        }
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);
}
