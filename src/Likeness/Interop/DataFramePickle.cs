using Likeness.Data;

namespace Likeness.Interop;

/// <summary>
/// Reads tables of numbers that pandas has pickled (DataFrame.to_pickle), by Python 2 or 3, in protocols 2 to 5. The pickle is parsed
/// and never executed: anything but a table, an array, a list, a number or a text is refused by name.
/// </summary>
public static class DataFramePickle
{
    private const int Piece = 1 << 16;

    // Several columns may share bytes, and one byte may become an eight-byte number; beyond this limit the file is an attack on memory.
    private const long LargestExpansion = 16;
    private const long FreeExpansion = 16L << 20;

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file, uncompressed.</param>
    /// <returns>The columns by their names, or x0, x1, … without names; NaN for missing values. The index of the rows is left out.</returns>
    /// <exception cref="LikenessException">
    /// The file cannot be read, is damaged, contains no DataFrame or columns of other types than numbers, or refers to other objects.
    /// </exception>
    public static Table Read(string path) =>
        ArrayFile.Read(
            path,
            "pickle",
            file =>
                file.Length <= Array.MaxLength
                    ? Read(BoundedRead.Whole(file))
                    : throw new NotSupportedException($"it has {file.Length} bytes"),
            "save the table again with DataFrame.to_csv(path, index=False)"
        );

    /// <summary>Reads a table from memory.</summary>
    /// <exception cref="FormatException">The pickle is damaged.</exception>
    /// <exception cref="NotSupportedException">It contains something else than a table of numbers.</exception>
    internal static Table Read(byte[] pickle)
    {
        var (names, blocks) = FrameColumns.Create(SafePickle.Read(pickle, new PickleFrames(pickle.Length)));
        int rows = Rows(names, blocks);
        if (names.Count * (long)rows * sizeof(double) > FreeExpansion + (LargestExpansion * pickle.Length))
        {
            throw new FormatException($"its {rows} rows of {names.Count} columns cannot lie in {pickle.Length} bytes");
        }

        var values = new double[names.Count * rows];
        foreach (var (block, places) in blocks)
        {
            Scatter(block, places, rows, values, names.Count);
        }

        return new Table([.. names.Select(name => new Column(name))], values);
    }

    /// <summary>The number of rows, after checking that each column has them exactly once.</summary>
    private static int Rows(IReadOnlyList<string> names, IReadOnlyList<(PickleArray Values, int[] Places)> blocks)
    {
        int? rows = null;
        var found = new bool[names.Count];
        foreach (var (values, places) in blocks)
        {
            int[] shape = values.Shape!;
            if (shape is not [var width, var height] || width != places.Length || height != (rows ?? height))
            {
                throw new FormatException("its DataFrame has columns of unequal length");
            }

            rows = height;
            foreach (int place in places)
            {
                found[place] = !found[place]
                    ? true
                    : throw new FormatException($"it has column '{Shown(names[place])}' twice");
            }

            if (places.Length > 0 && (values.Objects is not null || NpyElement.Find(values.Element.Code) is null))
            {
                throw new NotSupportedException(
                    $"column '{Shown(names[places[0]])}' holds {NpyElement.Describe(values.Element.Code)} and not numbers"
                );
            }
        }

        int lacking = Array.IndexOf(found, false);
        if (lacking >= 0)
        {
            throw new FormatException($"it lacks the numbers of column '{Shown(names[lacking])}'");
        }

        var twins = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any());
        if (twins is not null)
        {
            throw new NotSupportedException($"two of its columns are named '{Shown(twins.Key)}'");
        }

        return rows is > 0 and var count ? count : throw new NotSupportedException("its DataFrame is empty");
    }

    // In pieces, so that no second copy of the table is needed.
    private static void Scatter(PickleArray block, int[] places, int rows, double[] values, int width)
    {
        int size = NpyElement.Find(block.Element.Code)!.Value.Size;
        var piece = new double[Math.Min(Piece, block.Count)];
        for (int first = 0; first < block.Count; first += Piece)
        {
            var part = piece.AsSpan(0, Math.Min(Piece, block.Count - first));
            var bytes = block.Bytes.Span.Slice(first * size, part.Length * size);
            NpyElement.Decode(bytes, block.Element.Code, block.Element.BigEndian, part);
            for (int i = 0; i < part.Length; i++)
            {
                // [column × row], in either order.
                var (row, column) = block.ByColumns
                    ? Math.DivRem(first + i, places.Length)
                    : ((first + i) % rows, (first + i) / rows);
                values[(row * width) + places[column]] = part[i];
            }
        }
    }

    private static string Shown(string name) => string.Concat(name.Take(40).Select(c => char.IsControl(c) ? ' ' : c));
}
