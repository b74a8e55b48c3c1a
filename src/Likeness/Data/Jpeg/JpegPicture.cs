namespace Likeness.Data.Jpeg;

/// <summary>Computes pixels from a decoded file: inverse transform, upsampling, colour conversion.</summary>
internal static class JpegPicture
{
    public static PixelImage Assemble(JpegFile file)
    {
        var frame = file.Frame;
        int components = frame.Components.Count;
        int channels = Math.Min(components, 3);
        if ((long)frame.Width * frame.Height * channels > Array.MaxLength)
        {
            throw new NotSupportedException($"{frame.Width}×{frame.Height} pixels are too many");
        }

        var samples = frame.Components.Select(c => c.Samples()).ToArray();
        var rows = frame
            .Components.Select(c => new byte[Math.Max(frame.Width, c.StoredWide * 8 * frame.MaxHorizontal)])
            .ToArray();
        var sums = new int[frame.Components.Max(c => c.StoredWide * 8)];
        var pixels = new byte[frame.Width * frame.Height * channels];
        bool convert = IsYCbCr(file);
        for (int y = 0; y < frame.Height; y++)
        {
            for (int i = 0; i < components; i++)
            {
                Upsampling.Row(frame.Components[i], frame, samples[i], y, sums, rows[i]);
            }

            var line = pixels.AsSpan(y * frame.Width * channels, frame.Width * channels);
            if (convert)
            {
                ColourConversion.Row(rows[0], rows[1], rows[2], line);
            }
            else
            {
                Interleave(rows.AsSpan(0, channels), line);
            }

            if (components > channels)
            {
                InkConversion.Row(rows[3], isComplement: convert, line);
            }
        }

        return new PixelImage(frame.Width, frame.Height, channels, pixels);
    }

    /// <summary>Whether three components, or the first of four, are YCbCr: libjpeg's rule (JFIF, then the Adobe segment, then the identifiers).</summary>
    private static bool IsYCbCr(JpegFile file)
    {
        var components = file.Frame.Components;
        if (components.Count == 1)
        {
            return false;
        }

        if (components.Count > 3)
        {
            return file.AdobeTransform > 0;
        }

        if (file.IsJfif)
        {
            return true;
        }

        return file.AdobeTransform is int transform
            ? transform != 0
            : components[0].Id != 'R' || components[1].Id != 'G' || components[2].Id != 'B';
    }

    private static void Interleave(ReadOnlySpan<byte[]> rows, Span<byte> line)
    {
        for (int i = 0; i < line.Length; i++)
        {
            line[i] = rows[i % rows.Length][i / rows.Length];
        }
    }
}
