using Likeness.Data.Parquet.Encodings;

namespace Likeness.Data.Parquet.Reading;

/// <summary>The encodings PLAIN_DICTIONARY and RLE_DICTIONARY: a byte with the bits per index, and a hybrid of indices.</summary>
internal sealed class DictionaryValues<T> : IPageValues<T>
{
    private readonly T[] dictionary;
    private readonly HybridReader indices;
    private int[] batch = [];

    /// <summary>Begins to read.</summary>
    /// <exception cref="FormatException">There is no dictionary, or the page is damaged.</exception>
    public DictionaryValues(T[]? dictionary, ReadOnlyMemory<byte> bytes)
    {
        this.dictionary = dictionary ?? throw new FormatException("its dictionary is absent");
        indices =
            bytes.Length > 0
                ? new HybridReader(bytes[1..], bytes.Span[0])
                : throw new FormatException("it ends before its last value");
    }

    /// <inheritdoc/>
    public void Read(Span<T> into)
    {
        batch = batch.Length >= into.Length ? batch : new int[into.Length];
        indices.Read(batch.AsSpan(0, into.Length));
        var entries = dictionary;
        for (int i = 0; i < into.Length; i++)
        {
            int index = batch[i];
            into[i] =
                (uint)index < (uint)entries.Length
                    ? entries[index]
                    : throw new FormatException($"it refers to entry {index} of a dictionary of {entries.Length}");
        }
    }
}
