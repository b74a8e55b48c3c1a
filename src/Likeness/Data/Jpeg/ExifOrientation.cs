using System.Buffers.Binary;

namespace Likeness.Data.Jpeg;

/// <summary>The orientation of a picture, tag 0x0112 of Exif (CIPA DC-008, §4.6.4): 1 as it is, 2 to 8 mirrored or turned.</summary>
internal static class ExifOrientation
{
    private const int Tag = 0x0112;
    private const int EntryBytes = 12;
    private const int ValueAt = 8;

    /// <summary>The orientation in a TIFF header and its first directory; 1 if there is none, or the segment is damaged.</summary>
    public static int Read(ReadOnlySpan<byte> tiff)
    {
        bool isLittle = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || !(isLittle || tiff.StartsWith("MM\0*"u8)))
        {
            return 1;
        }

        long directory = isLittle
            ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory + 2 > tiff.Length)
        {
            return 1;
        }

        int count = Short(tiff[(int)directory..], isLittle);
        var entries = tiff[((int)directory + 2)..];
        for (int i = 0; i < count && (i + 1) * EntryBytes <= entries.Length; i++)
        {
            var entry = entries.Slice(i * EntryBytes, EntryBytes);
            if (Short(entry, isLittle) == Tag)
            {
                int orientation = Short(entry[ValueAt..], isLittle);
                return orientation is >= 1 and <= 8 ? orientation : 1;
            }
        }

        return 1;
    }

    /// <summary>The picture as it is to be seen.</summary>
    public static PixelImage Apply(PixelImage stored, int orientation)
    {
        if (orientation == 1)
        {
            return stored;
        }

        var (high, wide) = orientation < 5 ? (stored.Height, stored.Width) : (stored.Width, stored.Height);
        var seen = new PixelImage(wide, high, stored.Channels, new byte[stored.Pixels.Length]);
        for (int row = 0; row < high; row++)
        {
            for (int column = 0; column < wide; column++)
            {
                int last = stored.Height - 1;
                int right = stored.Width - 1;
                var (from, at) = orientation switch
                {
                    2 => (row, right - column),
                    3 => (last - row, right - column),
                    4 => (last - row, column),
                    5 => (column, row),
                    6 => (last - column, row),
                    7 => (last - column, right - row),
                    _ => (column, right - row),
                };
                stored.Pixel(from, at).CopyTo(seen.Pixels.AsSpan(((row * wide) + column) * seen.Channels));
            }
        }

        return seen;
    }

    private static int Short(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
