namespace Likeness.Interop;

/// <summary>The records of CIFAR files with any number of labels for each image, in both layouts; <see cref="CifarBatch"/> describes them.</summary>
internal static class CifarRecords
{
    // A pickle starts with this byte, which is no class.
    private const byte Pickle = 0x80;

    /// <summary>Reads a file from memory.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="labels">For each label, in the order of a record's bytes: its name in a pickle, and the number of its classes.</param>
    /// <returns>The labels of all images, and the pixels.</returns>
    /// <exception cref="FormatException">The file is of another kind; the message completes a sentence.</exception>
    public static (byte[][] Labels, byte[] Pixels) Parse(byte[] file, params (string Name, int Classes)[] labels)
    {
        var (values, pixels) = file is [Pickle, ..] ? FromPickle(file, labels) : FromRecords(file, labels.Length);
        for (int i = 0; i < labels.Length; i++)
        {
            if (Array.FindIndex(values[i], value => value >= labels[i].Classes) is >= 0 and int bad)
            {
                throw new FormatException(
                    $"it has a label {values[i][bad]}, and 0 to {labels[i].Classes - 1} make sense"
                );
            }
        }

        return (values, pixels);
    }

    private static (byte[][] Labels, byte[] Pixels) FromRecords(byte[] file, int labels)
    {
        int record = labels + CifarBatch.ImageLength;
        if (file.Length == 0 || file.Length % record != 0)
        {
            throw new FormatException($"its {file.Length} bytes are no whole number of records of {record}");
        }

        int count = file.Length / record;
        byte[][] values = [.. Enumerable.Range(0, labels).Select(_ => new byte[count])];
        var pixels = new byte[count * CifarBatch.ImageLength];
        for (int i = 0; i < count; i++)
        {
            for (int label = 0; label < labels; label++)
            {
                values[label][i] = file[(i * record) + label];
            }

            file.AsSpan((i * record) + labels, CifarBatch.ImageLength)
                .CopyTo(pixels.AsSpan(i * CifarBatch.ImageLength));
        }

        return (values, pixels);
    }

    private static (byte[][] Labels, byte[] Pixels) FromPickle(byte[] file, (string Name, int Classes)[] labels)
    {
        if (SafePickle.Read(file, new PickleArrays()) is not PickleDictionary dictionary)
        {
            throw new FormatException("its pickle is no dictionary");
        }

        var items = dictionary
            .Items.Where(item => item.Key is string)
            .ToLookup(item => (string)item.Key, item => item.Value);
        if (items["data"].FirstOrDefault() is not PickleArray { Shape: [var count, CifarBatch.ImageLength] } data)
        {
            throw new FormatException($"its pickle has no array 'data' of {CifarBatch.ImageLength} columns");
        }

        if (data.Element.Code != "u1" || data.Objects is not null)
        {
            throw new FormatException($"it holds an array of '{data.Element.Code}', and only bytes ('u1') are read");
        }

        byte[] pixels = data.Bytes.ToArray();
        return (
            [.. labels.Select(label => Values(items[label.Name].FirstOrDefault(), label, count))],
            data.ByColumns ? ColumnOrder.ToRows(pixels, data.Shape) : pixels
        );
    }

    private static byte[] Values(object? list, (string Name, int Classes) label, int count) =>
        list is PickleSequence sequence && sequence.Items.Count == count && count > 0
            ?
            [
                .. sequence.Items.Select(item =>
                    item is long and >= 0 and var value && value < label.Classes ? (byte)value : byte.MaxValue
                ),
            ]
            : throw new FormatException($"its pickle has no list '{label.Name}' of {count} classes");
}
