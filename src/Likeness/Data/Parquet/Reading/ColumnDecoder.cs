using Likeness.Data.Parquet.Encodings;
using Likeness.Data.Parquet.Metadata;

namespace Likeness.Data.Parquet.Reading;

/// <summary>Collects the values of a column, page by page.</summary>
internal abstract class ColumnDecoder
{
    /// <summary>The number of rows so far.</summary>
    public abstract int Count { get; }

    /// <summary>Forgets the dictionary of the previous row group.</summary>
    public abstract void BeginChunk();

    /// <summary>Reads a dictionary page.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    public abstract void ReadDictionary(int count, ReadOnlyMemory<byte> bytes);

    /// <summary>Reads a data page.</summary>
    /// <param name="count">The number of values, missing ones included.</param>
    /// <param name="levels">1 per value and 0 per missing value; null if none are missing.</param>
    /// <param name="encoding">The encoding of the values.</param>
    /// <param name="bytes">The values that are not missing.</param>
    /// <exception cref="FormatException">The page is damaged.</exception>
    public abstract void ReadData(
        int count,
        HybridReader? levels,
        ParquetEncoding encoding,
        ReadOnlyMemory<byte> bytes
    );

    /// <summary>The column; the decoder must not be used afterwards.</summary>
    public abstract ParquetColumn ToColumn();

    /// <summary>The decoder of a column.</summary>
    /// <param name="layout">How the column is stored.</param>
    /// <param name="capacity">The number of rows for which memory is taken at first.</param>
    public static ColumnDecoder Create(ColumnLayout layout, int capacity) =>
        layout.Field.Type.Kind == ParquetKind.Text
            ? new TextDecoder(layout, capacity)
            : new NumberDecoder(layout, capacity);
}
