namespace Likeness.Modalities.Images.Data;

/// <summary>
/// Resizing by a triangle filter that widens for downscaling, rows first, then columns, each rounded to a byte: the
/// arithmetic of Pillow's resize with BILINEAR for 8-bit images, bit for bit (its src/libImaging/Resample.c).
/// </summary>
internal sealed class BilinearFilter
{
    // Products of bytes and weights are summed in 32 bits: eight for the byte, two for rounding errors.
    private const int WeightBits = 32 - 8 - 2;

    private readonly ImageShape old;
    private readonly ImageShape to;
    private readonly Taps[] across;
    private readonly Taps[] down;

    public BilinearFilter(ImageShape old, ImageShape to)
    {
        (this.old, this.to) = (old, to);
        across = Weights(old.Width, to.Width);
        down = Weights(old.Height, to.Height);
    }

    /// <summary>Resizes image after image.</summary>
    /// <param name="source">[image][channel][row][column] in the old size.</param>
    /// <param name="target">The same number of images in the new size.</param>
    public void Apply(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int small = old.Height * old.Width;
        int large = to.Height * to.Width;
        var middle = new byte[old.Height * to.Width];
        for (int plane = 0; plane < source.Length / small; plane++)
        {
            var whole = source.Slice(plane * small, small);
            for (int row = 0; row < old.Height; row++)
            {
                var line = middle.AsSpan(row * to.Width, to.Width);
                Blend(whole.Slice(row * old.Width, old.Width), 1, across, line, 1);
            }

            for (int column = 0; column < to.Width; column++)
            {
                Blend(middle.AsSpan(column), to.Width, down, target.Slice((plane * large) + column), to.Width);
            }
        }
    }

    private static void Blend(ReadOnlySpan<byte> line, int step, Taps[] taps, Span<byte> result, int resultStep)
    {
        for (int i = 0; i < taps.Length; i++)
        {
            int sum = 1 << (WeightBits - 1);
            int place = taps[i].First * step;
            foreach (int weight in taps[i].Weights)
            {
                sum += line[place] * weight;
                place += step;
            }

            result[i * resultStep] = (byte)Math.Clamp(sum >> WeightBits, 0, 255);
        }
    }

    private static Taps[] Weights(int old, int to)
    {
        double scale = (double)old / to;
        double reach = Math.Max(scale, 1);
        var taps = new Taps[to];
        for (int i = 0; i < to; i++)
        {
            double centre = (i + 0.5) * scale;
            int first = Math.Max((int)(centre - reach + 0.5), 0);
            int last = Math.Min((int)(centre + reach + 0.5), old);
            var weights = new double[last - first];
            for (int j = 0; j < weights.Length; j++)
            {
                weights[j] = Math.Max(0, 1 - Math.Abs((j + first - centre + 0.5) * (1 / reach)));
            }

            double sum = weights.Sum();
            taps[i] = new Taps(first, [.. weights.Select(w => (int)(0.5 + (w / sum * (1 << WeightBits))))]);
        }

        return taps;
    }

    /// <summary>The source positions that one result averages, from <paramref name="First"/>, and their weights in units of 2⁻²².</summary>
    private readonly record struct Taps(int First, int[] Weights);
}
