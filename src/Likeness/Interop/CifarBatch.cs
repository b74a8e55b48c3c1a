namespace Likeness.Interop;

/// <summary>
/// One file of CIFAR-10 (Krizhevsky 2009, cs.toronto.edu/~kriz/cifar.html), in either of its two layouts: <b>binary</b>, records
/// of a label's byte and 3,072 of an image; or <b>python</b>, a pickle of protocol 2 with an array <c>data</c> of 3,072 columns
/// and a list <c>labels</c>. An image is its red plane, then green, then blue, rows of 32 from the top.
/// </summary>
/// <param name="Labels">A class from 0 to 9 for each image.</param>
/// <param name="Pixels">[image][channel][row][column].</param>
public sealed record CifarBatch(byte[] Labels, byte[] Pixels)
{
    /// <summary>Values of one image: 3 × 32 × 32.</summary>
    public const int ImageLength = 3 * 32 * 32;

    /// <summary>The maximum length of a file; the official ones have half of it.</summary>
    internal const int LongestFile = 64 << 20;

    /// <summary>Reads a file of the official archives.</summary>
    /// <exception cref="LikenessException">The file cannot be read, or is damaged, cut off or of another kind.</exception>
    public static CifarBatch Read(string path) =>
        ArrayFile.Read(path, "CIFAR-10 batch", file => Parse(Content(file, file.Length)));

    /// <summary>Reads a whole file, up to the maximum length.</summary>
    internal static byte[] Content(Stream stream, long length) =>
        length <= LongestFile
            ? BoundedRead.Exactly(stream, length)
            : throw new FormatException($"it has {length} bytes, and at most {LongestFile} are read");

    /// <summary>Reads a file from memory.</summary>
    /// <exception cref="FormatException">The file is of another kind; the message completes a sentence.</exception>
    internal static CifarBatch Parse(byte[] file)
    {
        var (labels, pixels) = CifarRecords.Parse(file, ("labels", 10));
        return new CifarBatch(labels[0], pixels);
    }
}
