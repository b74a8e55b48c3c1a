namespace Likeness.Data.Jpeg;

/// <summary>The frame header (T.81 B.2.2): sizes, components, and whether the coefficients are progressive.</summary>
internal sealed class JpegFrame
{
    private JpegFrame(bool progressive, int width, int height, JpegComponent[] components)
    {
        Progressive = progressive;
        Width = width;
        Height = height;
        Components = components;
        MaxHorizontal = components.Max(c => c.Horizontal);
        MaxVertical = components.Max(c => c.Vertical);
        foreach (var component in components)
        {
            component.Measure(width, height, MaxHorizontal, MaxVertical);
        }
    }

    public bool Progressive { get; }

    public int Width { get; }

    public int Height { get; }

    public IReadOnlyList<JpegComponent> Components { get; }

    public int MaxHorizontal { get; }

    public int MaxVertical { get; }

    /// <summary>MCUs per row in a scan of several components.</summary>
    public int McusWide => (Width + (8 * MaxHorizontal) - 1) / (8 * MaxHorizontal);

    /// <summary>MCUs per column in a scan of several components.</summary>
    public int McusHigh => (Height + (8 * MaxVertical) - 1) / (8 * MaxVertical);

    /// <summary>Reads the header and allocates the coefficients.</summary>
    /// <param name="segment">The segment's content after its length.</param>
    /// <param name="progressive">Whether the marker was SOF2.</param>
    /// <param name="fileLength">Bytes in the file; an image that cannot fit into them is refused before any allocation.</param>
    /// <param name="maxPixels">Larger images are refused before memory is allocated.</param>
    /// <exception cref="InvalidDataException">The header is broken.</exception>
    /// <exception cref="NotSupportedException">The image uses an unsupported feature.</exception>
    public static JpegFrame Read(ReadOnlySpan<byte> segment, bool progressive, int fileLength, long maxPixels)
    {
        if (segment.Length < 6 || segment.Length != 6 + (3 * segment[5]))
        {
            throw new InvalidDataException("its frame header has a wrong length");
        }

        if (segment[0] != 8)
        {
            throw new NotSupportedException($"it has {segment[0]}-bit samples, and only 8-bit ones can be read");
        }

        int height = (segment[1] << 8) | segment[2];
        int width = (segment[3] << 8) | segment[4];
        if (height == 0 || width == 0)
        {
            throw new InvalidDataException($"its header says {width}×{height} pixels");
        }

        if ((long)width * height > maxPixels)
        {
            throw new NotSupportedException(
                $"it has {width}×{height} pixels, and at most {maxPixels / 1_000_000} million are read"
            );
        }

        var frame = new JpegFrame(progressive, width, height, ReadComponents(segment[5..]));
        frame.Allocate(fileLength);
        return frame;
    }

    private static JpegComponent[] ReadComponents(ReadOnlySpan<byte> list)
    {
        if (list[0] is not (1 or 3 or 4))
        {
            throw new NotSupportedException($"it has {list[0]} colour components, and only 1, 3 or 4 can be read");
        }

        var components = new JpegComponent[list[0]];
        for (int i = 0; i < components.Length; i++)
        {
            var (id, sampling, table) = (list[1 + (3 * i)], list[2 + (3 * i)], list[3 + (3 * i)]);
            var (horizontal, vertical) = (sampling >> 4, sampling & 15);
            if (
                horizontal is < 1 or > 4
                || vertical is < 1 or > 4
                || table > 3
                || components.Take(i).Any(c => c.Id == id)
            )
            {
                throw new InvalidDataException("its frame header is broken");
            }

            components[i] = new JpegComponent(id, horizontal, vertical, table);
        }

        return components;
    }

    private void Allocate(int fileLength)
    {
        // Every block costs at least one bit in some scan.
        long blocks = Components.Sum(c => (long)c.BlocksWide * c.BlocksHigh);
        if (blocks > 8L * fileLength)
        {
            throw new InvalidDataException($"its header says {Width}×{Height} pixels, more than the file can hold");
        }

        if (Components.Any(c => (long)c.StoredWide * c.StoredHigh * 64 > Array.MaxLength / 4))
        {
            throw new NotSupportedException($"{Width}×{Height} pixels are too many");
        }

        foreach (var component in Components)
        {
            component.Allocate();
        }
    }
}
