namespace Likeness.Data.Jpeg;

/// <summary>
/// Decodes 8-bit Huffman-coded JPEG images: baseline, extended and progressive (ITU-T T.81), with one, three or four
/// components. The pixels equal libjpeg-turbo's with its defaults ("islow" transform, "fancy" upsampling), turned as the orientation of Exif asks.
/// </summary>
public static class JpegDecoder
{
    /// <summary>Reads an image.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Grey images with one channel, all others, also CMYK, as red, green, blue.</returns>
    /// <exception cref="LikenessException">
    /// The file cannot be read, is not a JPEG, is damaged or cut short, or uses an unsupported feature (12-bit samples,
    /// arithmetic, lossless or hierarchical coding).
    /// </exception>
    public static PixelImage Decode(string path) => Decode(InputFile.ReadAllBytes(path), path);

    /// <summary>Reads an image from memory.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="name">The file's name in error messages.</param>
    /// <exception cref="LikenessException">As in <see cref="Decode(string)"/>.</exception>
    /// <param name="maxPixels">Larger images are refused before memory is allocated.</param>
    internal static PixelImage Decode(byte[] data, string name, long maxPixels = long.MaxValue)
    {
        if (data.Length < 3 || data[0] != 0xFF || data[1] != 0xD8 || data[2] != 0xFF)
        {
            throw new LikenessException($"{name}: this is not a JPEG picture (it does not start with FF D8 FF)");
        }

        try
        {
            var file = new JpegFile(data, maxPixels);
            file.Read();
            return ExifOrientation.Apply(JpegPicture.Assemble(file), file.Orientation);
        }
        catch (InvalidDataException damaged)
        {
            throw new LikenessException(
                $"{name}: the JPEG is damaged: {damaged.Message} (get a new copy of the file)",
                damaged
            );
        }
        catch (NotSupportedException unsupported)
        {
            throw new LikenessException(
                $"{name}: the JPEG is of an unsupported kind: {unsupported.Message} "
                    + "(save it again as an 8-bit RGB or grey JPEG)",
                unsupported
            );
        }
    }
}
