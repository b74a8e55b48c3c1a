using System.Buffers.Binary;

namespace Likeness.Data.Png;

/// <summary>Converts a PNG's stored samples to bytes: packed bits, palettes and transparent colours.</summary>
internal static class SampleUnpacking
{
    /// <summary>Converts unfiltered rows to an image.</summary>
    /// <param name="header">Size and kind of the samples.</param>
    /// <param name="rows">Height × stride bytes.</param>
    /// <param name="palette">Red, green, blue for each index; may be empty.</param>
    /// <param name="transparency">Alpha for each index, or 16-bit samples of the transparent colour; may be empty.</param>
    /// <param name="name">The file's name in errors.</param>
    public static PixelImage ToImage(PngHeader header, byte[] rows, byte[] palette, byte[] transparency, string name)
    {
        byte[] samples = header.BitDepth == 8 ? rows : UnpackBits(header, rows);
        if (header.ColourType == 3)
        {
            return LookUp(header, samples, palette, transparency, name);
        }

        bool keyed = header.ColourType is 0 or 2 && transparency.Length == 2 * header.Samples;
        return keyed
            ? AddAlpha(header, samples, transparency)
            : new PixelImage(header.Width, header.Height, header.Samples, samples);
    }

    private static byte[] UnpackBits(PngHeader header, byte[] rows)
    {
        int depth = header.BitDepth;
        int max = (1 << depth) - 1;
        int scale = header.ColourType == 0 ? 255 / max : 1;
        var samples = new byte[header.Width * header.Height];
        for (int i = 0; i < samples.Length; i++)
        {
            int bit = i % header.Width * depth;
            int packed = rows[(i / header.Width * header.Stride) + (bit / 8)];
            samples[i] = (byte)(((packed >> (8 - depth - (bit % 8))) & max) * scale);
        }

        return samples;
    }

    private static PixelImage LookUp(PngHeader header, byte[] indices, byte[] palette, byte[] alphas, string name)
    {
        int channels = alphas.Length > 0 ? 4 : 3;
        var pixels = new byte[indices.Length * channels];
        for (int i = 0; i < indices.Length; i++)
        {
            int index = indices[i];
            if ((3 * index) + 3 > palette.Length)
            {
                throw new LikenessException(
                    $"{name}: the PNG uses colour {index} of a palette of {palette.Length / 3} (save the file again)"
                );
            }

            palette.AsSpan(3 * index, 3).CopyTo(pixels.AsSpan(i * channels));
            if (channels == 4)
            {
                pixels[(i * 4) + 3] = index < alphas.Length ? alphas[index] : byte.MaxValue;
            }
        }

        return new PixelImage(header.Width, header.Height, channels, pixels);
    }

    private static PixelImage AddAlpha(PngHeader header, byte[] samples, byte[] key)
    {
        int colours = header.Samples;
        int scale = header.BitDepth == 8 ? 1 : 255 / ((1 << header.BitDepth) - 1);
        var transparent = new byte[colours];
        for (int c = 0; c < colours; c++)
        {
            transparent[c] = (byte)(BinaryPrimitives.ReadUInt16BigEndian(key.AsSpan(2 * c)) * scale);
        }

        int count = header.Width * header.Height;
        var pixels = new byte[count * (colours + 1)];
        for (int i = 0; i < count; i++)
        {
            var colour = samples.AsSpan(i * colours, colours);
            var pixel = pixels.AsSpan(i * (colours + 1), colours + 1);
            colour.CopyTo(pixel);
            pixel[colours] = colour.SequenceEqual(transparent) ? byte.MinValue : byte.MaxValue;
        }

        return new PixelImage(header.Width, header.Height, colours + 1, pixels);
    }
}
