namespace Likeness.Data.Jpeg;

/// <summary>
/// Upsamples a component to the image's size like libjpeg-turbo's "fancy" upsampling: directions at half resolution are interpolated
/// with weights 3/4 and 1/4 between the two nearest samples; every other factor repeats samples.
/// </summary>
internal static class Upsampling
{
    /// <summary>One row of the image.</summary>
    /// <param name="component">The component, decoded.</param>
    /// <param name="frame">Its frame.</param>
    /// <param name="samples">Its samples, [StoredHigh · 8, StoredWide · 8].</param>
    /// <param name="y">The image's row.</param>
    /// <param name="sums">Buffer for StoredWide · 8 column sums.</param>
    /// <param name="output">The row's values; at least StoredWide · 8 · horizontal factor.</param>
    public static void Row(
        JpegComponent component,
        JpegFrame frame,
        byte[] samples,
        int y,
        Span<int> sums,
        Span<byte> output
    )
    {
        int width = component.Width;
        int stride = component.StoredWide * 8;
        bool halfWide = frame.MaxHorizontal == 2 * component.Horizontal;
        bool halfHigh = frame.MaxVertical == 2 * component.Vertical;
        bool fullWide = frame.MaxHorizontal == component.Horizontal;
        bool fullHigh = frame.MaxVertical == component.Vertical;

        // libjpeg repeats samples if there are too few of them to interpolate.
        if (halfWide && width > 2 && (fullHigh || halfHigh))
        {
            int weight = SumRows(component, samples, stride, y, halfHigh, sums);
            Widen(sums[..width], weight, output);
        }
        else if (fullWide && halfHigh)
        {
            SumRows(component, samples, stride, y, halfHigh, sums);
            int round = y % 2 == 0 ? 1 : 2;
            for (int x = 0; x < width; x++)
            {
                output[x] = (byte)((sums[x] + round) >> 2);
            }
        }
        else
        {
            var row = samples.AsSpan(y * component.Vertical / frame.MaxVertical * stride, stride);
            for (int x = 0; x < frame.Width; x++)
            {
                output[x] = row[x * component.Horizontal / frame.MaxHorizontal];
            }
        }
    }

    /// <summary>Weights the nearest row three to one against the next nearest; returns the sum of weights: 4, or 1 for whole rows.</summary>
    private static int SumRows(
        JpegComponent component,
        byte[] samples,
        int stride,
        int y,
        bool halfHigh,
        Span<int> sums
    )
    {
        int near = halfHigh ? y / 2 : y;
        int other = halfHigh ? Math.Clamp(y % 2 == 0 ? near - 1 : near + 1, 0, component.Height - 1) : near;
        var nearRow = samples.AsSpan(near * stride, component.Width);
        var otherRow = samples.AsSpan(other * stride, component.Width);
        for (int x = 0; x < nearRow.Length; x++)
        {
            sums[x] = halfHigh ? (3 * nearRow[x]) + otherRow[x] : nearRow[x];
        }

        return halfHigh ? 4 : 1;
    }

    /// <summary>Doubles a row of sums: each gives two values, with weight three of itself and one of its neighbour on that side.</summary>
    private static void Widen(ReadOnlySpan<int> sums, int weight, Span<byte> output)
    {
        // Alternate rounding leaves no bias: 1 and 2 of 4, or 8 and 7 of 16.
        int shift = weight == 4 ? 4 : 2;
        int left = weight == 4 ? 8 : 1;
        int right = weight == 4 ? 7 : 2;
        int last = sums.Length - 1;
        for (int x = 0; x <= last; x++)
        {
            int before = sums[Math.Max(x - 1, 0)];
            int after = sums[Math.Min(x + 1, last)];
            output[2 * x] = (byte)(((3 * sums[x]) + before + left) >> shift);
            output[(2 * x) + 1] = (byte)(((3 * sums[x]) + after + right) >> shift);
        }
    }
}
