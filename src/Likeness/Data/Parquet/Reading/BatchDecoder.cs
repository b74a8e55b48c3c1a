using Likeness.Data.Parquet.Encodings;
using Likeness.Data.Parquet.Metadata;

namespace Likeness.Data.Parquet.Reading;

/// <summary>Decodes pages in batches, so that memory is only taken for values that the file really holds.</summary>
/// <param name="missing">Stands for a missing value.</param>
/// <param name="capacity">The number of rows for which memory is taken at first.</param>
internal abstract class BatchDecoder<T>(T missing, int capacity) : ColumnDecoder
{
    private const int Batch = 4096;

    private readonly int[] levelBatch = new int[Batch];
    private T[] values = new T[capacity];
    private T[]? dictionary;
    private int count;

    /// <inheritdoc/>
    public override int Count => count;

    /// <inheritdoc/>
    public override void BeginChunk() => dictionary = null;

    /// <inheritdoc/>
    public override void ReadDictionary(int count, ReadOnlyMemory<byte> bytes)
    {
        if (count < 0 || (long)count * MinBytes > bytes.Length)
        {
            throw new FormatException($"its dictionary claims {count} entries in {bytes.Length} bytes");
        }

        dictionary = new T[count];
        if (count > 0)
        {
            Open(ParquetEncoding.Plain, bytes).Read(dictionary);
        }
    }

    /// <inheritdoc/>
    public override void ReadData(int count, HybridReader? levels, ParquetEncoding encoding, ReadOnlyMemory<byte> bytes)
    {
        IPageValues<T>? source = null;
        for (int left = count; left > 0; )
        {
            int size = Math.Min(left, Batch);
            var present = levelBatch.AsSpan(0, size);
            int defined = size;
            if (levels is not null)
            {
                levels.Read(present);
                defined = present.Count(1);
            }

            var batch = Reserve(size);
            if (defined > 0)
            {
                source ??= OpenPage(encoding, bytes);
                source.Read(batch[..defined]);
            }

            Spread(batch, present, defined);
            this.count += size;
            left -= size;
        }
    }

    /// <summary>The least number of bytes that a dictionary entry takes.</summary>
    protected abstract int MinBytes { get; }

    /// <summary>The values of a page without a dictionary.</summary>
    /// <exception cref="FormatException">The page is damaged.</exception>
    protected abstract IPageValues<T> Open(ParquetEncoding encoding, ReadOnlyMemory<byte> bytes);

    /// <summary>All values; an array of exactly their number.</summary>
    protected T[] TakeValues()
    {
        Array.Resize(ref values, count);
        return values;
    }

    private IPageValues<T> OpenPage(ParquetEncoding encoding, ReadOnlyMemory<byte> bytes) =>
        encoding is ParquetEncoding.PlainDictionary or ParquetEncoding.RleDictionary
            ? new DictionaryValues<T>(dictionary, bytes)
            : Open(encoding, bytes);

    private Span<T> Reserve(int size)
    {
        if (count + (long)size > values.Length)
        {
            Array.Resize(ref values, (int)Math.Min(Array.MaxLength, Math.Max(count + (long)size, 2L * values.Length)));
        }

        return values.AsSpan(count, size);
    }

    // The values lie at the beginning of the batch; from the last one on, each moves to its row.
    private void Spread(Span<T> batch, ReadOnlySpan<int> present, int defined)
    {
        for (int row = batch.Length - 1; defined <= row; row--)
        {
            batch[row] = present[row] == 1 ? batch[--defined] : missing;
        }
    }
}
