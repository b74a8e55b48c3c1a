using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Likeness.Modalities.Images.Data.Pictures;

/// <summary>
/// A file of decoded pictures: the pixels, the indices of those that could not be read, then a footer of 64 bytes with a magic number, the key of the pictures that it was made of, and the sizes of
/// one. It may be deleted at any time: it is made again.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Key">SHA-256 over names, lengths and times of the pictures and how they are decoded.</param>
/// <param name="Count">The number of pictures.</param>
internal sealed record DecodedFile(string Path, byte[] Key, int Count)
{
    private const int FooterBytes = 64;
    private const string Folder = "decoded";

    // After the magic number of 8 bytes and the key of 32: channels, height and width of a picture, and the number that could not be read.
    private const int KeyPlace = 8;
    private const int ShapePlace = 40;

    /// <summary>The file of a part, in the folder of published datasets.</summary>
    /// <param name="part">The pictures.</param>
    /// <param name="request">How they are decoded.</param>
    /// <param name="root">The folder of published datasets.</param>
    public static DecodedFile Create(PicturePart part, PictureRequest request, string root)
    {
        string place = System.IO.Path.GetFullPath(part.Archive.Place);
        string way = FormattableString.Invariant(
            $"{part.Name}|{request.Size.Side}|{request.Size.Fit}|{request.Resize}|{request.Colour}|{part.Files.Count}"
        );
        way += request.Background == PictureBackground.White ? "" : $"|{request.Background}";
        using var key = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        key.AppendData(Encoding.UTF8.GetBytes($"{part.Archive.Stamp}\n{way}\n"));
        foreach (int file in part.Files)
        {
            key.AppendData(Encoding.UTF8.GetBytes($"{part.Archive.Files[file].Name}\n"));
        }

        // The name does not depend on the content, so that a changed folder does not leave a file behind.
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{place}|{way}")))[..16];
        string prefix = System.IO.Path.GetFileNameWithoutExtension(place.TrimEnd('/', '\\'));
        return new DecodedFile(
            System.IO.Path.Combine(root, Folder, $"{prefix}-{part.Name}-{name}.pixels"),
            key.GetHashAndReset(),
            part.Files.Count
        );
    }

    /// <summary>The sizes of the pictures, and which could not be read, if the file exists and was made of the same ones; else null.</summary>
    public (ImageShape Shape, int[] Unreadable)? Read()
    {
        try
        {
            using var file = File.OpenRead(Path);
            Span<byte> footer = stackalloc byte[FooterBytes];
            if (file.Length < FooterBytes)
            {
                return null;
            }

            file.Position = file.Length - FooterBytes;
            file.ReadExactly(footer);
            if (!footer.StartsWith(Magic) || !footer.Slice(KeyPlace, Key.Length).SequenceEqual(Key))
            {
                return null;
            }

            var shape = new ImageShape(Number(footer, 0), Number(footer, 1), Number(footer, 2));
            int unreadable = Number(footer, 3);
            if (
                shape is not { Channels: 1 or 3, Height: > 0 and <= 65_535, Width: > 0 and <= 65_535 }
                || unreadable < 0
                || unreadable > Count
                || file.Length != FooterBytes + ((long)Count * shape.Length) + ((long)unreadable * sizeof(int))
            )
            {
                return null;
            }

            var indices = new int[unreadable];
            file.Position = (long)Count * shape.Length;
            file.ReadExactly(MemoryMarshal.AsBytes(indices.AsSpan()));
            return Array.TrueForAll(indices, index => index >= 0 && index < Count) ? (shape, indices) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes the indices of unreadable pictures and the footer after the pixels.</summary>
    public void WriteFooter(Stream file, ImageShape shape, IReadOnlyList<int> unreadable)
    {
        Span<byte> footer = stackalloc byte[FooterBytes];
        Magic.CopyTo(footer);
        Key.CopyTo(footer[KeyPlace..]);
        BinaryPrimitives.WriteInt32LittleEndian(footer[ShapePlace..], shape.Channels);
        BinaryPrimitives.WriteInt32LittleEndian(footer[(ShapePlace + sizeof(int))..], shape.Height);
        BinaryPrimitives.WriteInt32LittleEndian(footer[(ShapePlace + (2 * sizeof(int)))..], shape.Width);
        BinaryPrimitives.WriteInt32LittleEndian(footer[(ShapePlace + (3 * sizeof(int)))..], unreadable.Count);
        file.Position = (long)Count * shape.Length;
        file.Write(MemoryMarshal.AsBytes([.. unreadable]));
        file.Write(footer);
    }

    private static ReadOnlySpan<byte> Magic => "LKPIXEL1"u8;

    private static int Number(ReadOnlySpan<byte> footer, int index) =>
        BinaryPrimitives.ReadInt32LittleEndian(footer[(ShapePlace + (index * sizeof(int)))..]);
}
