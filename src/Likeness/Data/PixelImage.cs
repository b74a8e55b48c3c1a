namespace Likeness.Data;

/// <summary>An 8-bit image: rows from top to bottom, pixels from left to right, channels interleaved.</summary>
/// <param name="Width">Pixels from left to right; at least 1.</param>
/// <param name="Height">Pixels from top to bottom; at least 1.</param>
/// <param name="Channels">1 (grey), 3 (red, green, blue), or 2 or 4 with alpha last: values per pixel.</param>
/// <param name="Pixels">Height × Width × Channels values, 0 … 255.</param>
public sealed record PixelImage(int Width, int Height, int Channels, byte[] Pixels)
{
    /// <summary>The values of one pixel: [Channels].</summary>
    /// <param name="row">The row, 0 at the top.</param>
    /// <param name="column">The column, 0 at the left.</param>
    public ReadOnlySpan<byte> Pixel(int row, int column) =>
        Pixels.AsSpan(((row * Width) + column) * Channels, Channels);
}
