using System.Buffers.Binary;
using System.Numerics;
using Likeness.Data.Parquet.Encodings;
using Likeness.Data.Parquet.Metadata;

namespace Likeness.Data.Parquet.Writing;

/// <summary>Collects the rows of a column of texts; each row group has a dictionary of the texts that occur in it.</summary>
/// <param name="field">The column.</param>
/// <param name="pageRows">The largest number of rows per page.</param>
#pragma warning disable CA1001 // Streams over memory hold nothing to release.
internal sealed class TextColumnWriter(ParquetField field, int pageRows)
    : ColumnWriter(StoredTypes.Describe(field), pageRows)
#pragma warning restore CA1001
{
    private readonly int[] indices = new int[pageRows];
    private readonly Dictionary<string, int> entries = new(StringComparer.Ordinal);
    private readonly MemoryStream texts = new();
    private string[] partDictionary = [];
    private int[] partIndices = []; // one more than the index of each text of the part's dictionary
    private int count;

    /// <inheritdoc/>
    public override long Bytes => base.Bytes + texts.Length;

    /// <inheritdoc/>
    protected override ParquetEncoding Encoding => ParquetEncoding.RleDictionary;

    /// <inheritdoc/>
    public override void Append(ParquetColumn column, int start, int count)
    {
        if (!ReferenceEquals(column.Dictionary, partDictionary))
        {
            partDictionary = column.Dictionary;
            partIndices = new int[partDictionary.Length];
        }

        foreach (int code in column.Codes.AsSpan(start, count))
        {
            AddLevel(code >= 0);
            if (code >= 0)
            {
                ref int index = ref partIndices[code];
                index = index > 0 ? index : 1 + Find(partDictionary[code]);
                indices[this.count++] = index - 1;
            }
        }
    }

    /// <inheritdoc/>
    protected override void WriteValues(Stream stream)
    {
        int width = Math.Max(1, BitOperations.Log2((uint)Math.Max(entries.Count - 1, 1)) + 1);
        stream.WriteByte((byte)width);
        HybridWriter.Write(stream, indices.AsSpan(0, count), width);
        count = 0;
    }

    /// <inheritdoc/>
    protected override int? WriteDictionary(Stream stream)
    {
        int written = entries.Count;
        texts.WriteTo(stream);
        texts.SetLength(0);
        entries.Clear();
        Array.Clear(partIndices);
        return written;
    }

    private int Find(string text)
    {
        if (entries.TryGetValue(text, out int index))
        {
            return index;
        }

        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        texts.Write(length);
        texts.Write(bytes);
        entries.Add(text, entries.Count);
        return entries.Count - 1;
    }
}
