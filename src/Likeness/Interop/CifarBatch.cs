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

    private const int Classes = 10;

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
        // A pickle starts with 0x80, which is not a class.
        var batch = file is [0x80, ..] ? FromPickle(file) : FromRecords(file);
        return batch.Labels.All(label => label < Classes)
            ? batch
            : throw new FormatException(
                $"it has a label {batch.Labels.First(label => label >= Classes)}, and 0 to 9 make sense"
            );
    }

    private static CifarBatch FromRecords(byte[] file)
    {
        const int Record = 1 + ImageLength;
        if (file.Length == 0 || file.Length % Record != 0)
        {
            throw new FormatException($"its {file.Length} bytes are no whole number of records of {Record}");
        }

        int count = file.Length / Record;
        var labels = new byte[count];
        var pixels = new byte[count * ImageLength];
        for (int i = 0; i < count; i++)
        {
            labels[i] = file[i * Record];
            file.AsSpan((i * Record) + 1, ImageLength).CopyTo(pixels.AsSpan(i * ImageLength));
        }

        return new CifarBatch(labels, pixels);
    }

    private static CifarBatch FromPickle(byte[] file)
    {
        if (SafePickle.Read(file, new PickleArrays()) is not PickleDictionary dictionary)
        {
            throw new FormatException("its pickle is no dictionary");
        }

        var items = dictionary
            .Items.Where(item => item.Key is string)
            .ToLookup(item => (string)item.Key, item => item.Value);
        if (items["data"].FirstOrDefault() is not PickleArray { Shape: [var count, ImageLength] } data)
        {
            throw new FormatException($"its pickle has no array 'data' of {ImageLength} columns");
        }

        if (data.Element.Code != "u1" || data.Objects is not null)
        {
            throw new FormatException($"it holds an array of '{data.Element.Code}', and only bytes ('u1') are read");
        }

        if (items["labels"].FirstOrDefault() is not PickleSequence labels || labels.Items.Count != count || count == 0)
        {
            throw new FormatException($"its pickle has no list 'labels' of {count} classes");
        }

        byte[] pixels = data.Bytes.ToArray();
        return new CifarBatch(
            [
                .. labels.Items.Select(label =>
                    label is long and >= 0 and < Classes and var value ? (byte)value : byte.MaxValue
                ),
            ],
            data.ByColumns ? ColumnOrder.ToRows(pixels, data.Shape) : pixels
        );
    }
}
