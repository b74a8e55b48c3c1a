using System.IO.Compression;
using System.Text;

namespace Likeness.Tests.Data.Files;

/// <summary>Files of several parts, written byte by byte from their formats' specifications, without any code of the library.</summary>
internal static class PlainArchives
{
    private const int TarBlock = 512;
    private const int MatMatrix = 14;
    private const int MatCompressed = 15;

    /// <summary>A MATLAB file of level 5 with one array, in column-major order.</summary>
    /// <param name="name">Of the array.</param>
    /// <param name="shape">Rows and columns.</param>
    /// <param name="arrayClass">9 for bytes, 6 for doubles.</param>
    /// <param name="type">2 for bytes, 9 for doubles.</param>
    /// <param name="values">The numbers' bytes.</param>
    /// <param name="isCompressed">Whether the array is packed.</param>
    public static byte[] Mat(string name, int[] shape, byte arrayClass, int type, byte[] values, bool isCompressed)
    {
        byte[] matrix = Element(
            MatMatrix,
            [
                .. Element(6, [arrayClass, 0, 0, 0, 0, 0, 0, 0]),
                .. Element(5, PlainBytes.Bytes(shape)),
                .. Element(1, Encoding.ASCII.GetBytes(name)),
                .. Element(type, values),
            ]
        );
        byte[] header = [.. Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file".PadRight(124)), 0, 1, .. "IM"u8];
        return isCompressed
            ? [.. header, .. Tag(MatCompressed, Packed(matrix)), .. Packed(matrix)]
            : [.. header, .. matrix];
    }

    /// <summary>A file of torch.save: a dictionary with one tensor of single precision, which may be a view of its storage.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="shape">Rows and columns, below 256.</param>
    /// <param name="strides">Of both axes.</param>
    /// <param name="storage">All numbers.</param>
    public static byte[] Pth(string name, byte[] shape, byte[] strides, float[] storage)
    {
        byte[] pickle =
        [
            0x80,
            2,
            .. "}("u8,
            .. Unicode(name),
            .. "ctorch._utils\n_rebuild_tensor_v2\n(("u8,
            .. Unicode("storage"),
            .. "ctorch\nFloatStorage\n"u8,
            .. Unicode("0"),
            .. Unicode("cpu"),
            .. "K"u8,
            (byte)storage.Length,
            .. "tQK"u8,
            0,
            .. Tuple(shape),
            .. Tuple(strides),
            0x89, // requires no gradient
            .. "ccollections\nOrderedDict\n)RtRu."u8,
        ];
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            Add("archive/data.pkl", pickle);
            Add("archive/data/0", PlainBytes.Bytes(storage));

            void Add(string entry, byte[] content)
            {
                using var part = archive.CreateEntry(entry, CompressionLevel.NoCompression).Open();
                part.Write(content);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Entries of a tar of the format of POSIX 1988, packed by gzip.</summary>
    public static byte[] TarGz(params IReadOnlyList<(string Name, byte[] Content)> entries)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            foreach (var (name, content) in entries)
            {
                gzip.Write(TarHeader(name, content.Length));
                gzip.Write(content);
                gzip.Write(new byte[(TarBlock - (content.Length % TarBlock)) % TarBlock]);
            }

            gzip.Write(new byte[2 * TarBlock]);
        }

        return packed.ToArray();
    }

    private static byte[] TarHeader(string name, int length)
    {
        string before =
            name.PadRight(100, '\0') + "0000644\0" + "0000000\0" + "0000000\0" + Octal(length, 11) + "00000000000\0";
        string after = "0".PadRight(101, '\0') + "ustar\0" + "00";
        byte[] blank = Encoding.ASCII.GetBytes((before + "        " + after).PadRight(TarBlock, '\0'));
        int sum = blank.Sum(each => each); // with spaces in place of the sum
        return Encoding.ASCII.GetBytes((before + Octal(sum, 6) + " " + after).PadRight(TarBlock, '\0'));
    }

    private static string Octal(int number, int digits) => Convert.ToString(number, 8).PadLeft(digits, '0') + "\0";

    private static byte[] Unicode(string text) =>
        [(byte)'X', .. BitConverter.GetBytes(text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Tuple(byte[] numbers) =>
        [(byte)'(', .. numbers.SelectMany(number => new[] { (byte)'K', number }), (byte)'t'];

    private static byte[] Element(int type, byte[] content) =>
        [.. Tag(type, content), .. content, .. new byte[(8 - (content.Length % 8)) % 8]];

    private static byte[] Tag(int type, byte[] content) =>
        [.. BitConverter.GetBytes(type), .. BitConverter.GetBytes(content.Length)];

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            deflate.Write(content);
        }

        return packed.ToArray();
    }
}
