namespace Likeness.Data.Jpeg;

/// <summary>Parses the segments of a JPEG file (T.81 annex B) and decodes every scan into the frame's coefficients.</summary>
internal sealed class JpegFile(byte[] data, long maxPixels)
{
    private readonly JpegTables tables = new();
    private int position = 2;
    private JpegFrame? frame;

    /// <summary>The frame with all coefficients; valid after <see cref="Read"/>.</summary>
    public JpegFrame Frame => frame ?? throw new InvalidDataException("it has no frame header");

    /// <summary>Whether a JFIF header was seen.</summary>
    public bool IsJfif { get; private set; }

    /// <summary>The way in which the picture is to be turned; 1 for none.</summary>
    public int Orientation { get; private set; } = 1;

    /// <summary>The transform byte of the Adobe segment: 0 for RGB or CMYK, 1 for YCbCr, 2 for YCCK; null without one.</summary>
    public int? AdobeTransform { get; private set; }

    /// <summary>Reads up to the end marker.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or cut short.</exception>
    /// <exception cref="NotSupportedException">The file uses an unsupported feature.</exception>
    public void Read()
    {
        for (int marker = NextMarker(); marker != JpegMarker.EndOfImage; marker = NextMarker())
        {
            ReadSegment(marker, Segment());
        }

        if (Frame.Components.Any(c => c.LowestBit.Any(bit => bit != 0)))
        {
            throw new InvalidDataException("some of its scans are missing");
        }
    }

    private void ReadSegment(int marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case JpegMarker.Baseline or JpegMarker.Extended or JpegMarker.Progressive:
                frame = frame is null
                    ? JpegFrame.Read(segment, marker == JpegMarker.Progressive, data.Length, maxPixels)
                    : throw new InvalidDataException("it has two frame headers");
                break;
            case JpegMarker.HuffmanTables:
                tables.ReadHuffman(segment);
                break;
            case JpegMarker.QuantisationTables:
                tables.ReadQuantisation(segment);
                break;
            case JpegMarker.RestartInterval:
                tables.ReadRestartInterval(segment);
                break;
            case JpegMarker.StartOfScan:
                ReadScan(segment);
                break;
            case JpegMarker.App0 when segment.Length >= 12 && segment.StartsWith("JFIF\0"u8):
                IsJfif = true;
                break;
            case JpegMarker.App1 when segment.StartsWith("Exif\0\0"u8):
                Orientation = ExifOrientation.Read(segment[6..]);
                break;
            case JpegMarker.App14 when segment.Length >= 12 && segment.StartsWith("Adobe"u8):
                AdobeTransform = segment[11];
                break;
            default:
                JpegMarker.RefuseUnsupported(marker);
                break;
        }
    }

    private void ReadScan(ReadOnlySpan<byte> segment)
    {
        var header = JpegScanHeader.Read(segment, Frame, tables);
        var reader = new BitReader(data, position);
        new JpegScan(Frame, header.Components, tables.RestartInterval).Read(reader, header.Coding);
        position = reader.Position;
    }

    private int NextMarker()
    {
        int start = position;
        while (position < data.Length && data[position] == 0xFF)
        {
            position++;
        }

        if (position >= data.Length)
        {
            throw new InvalidDataException("the file is cut short");
        }

        return position > start && data[position] != 0
            ? data[position++]
            : throw new InvalidDataException($"a marker is missing at byte {start}");
    }

    private ReadOnlySpan<byte> Segment()
    {
        int length = position + 2 <= data.Length ? (data[position] << 8) | data[position + 1] : 0;
        if (length < 2 || position + length > data.Length)
        {
            throw new InvalidDataException("the file is cut short, or a segment's length is wrong");
        }

        var segment = data.AsSpan(position + 2, length - 2);
        position += length;
        return segment;
    }
}
