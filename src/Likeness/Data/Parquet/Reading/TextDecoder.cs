using Likeness.Data.Parquet.Conversions;
using Likeness.Data.Parquet.Metadata;

namespace Likeness.Data.Parquet.Reading;

/// <summary>Collects the codes of a column of texts.</summary>
internal sealed class TextDecoder(ColumnLayout layout, int capacity) : BatchDecoder<int>(-1, capacity)
{
    private readonly TextDictionary texts = new();

    /// <inheritdoc/>
    public override ParquetColumn ToColumn() => new(layout.Field, TakeValues(), texts.ToArray());

    /// <inheritdoc/>
    protected override int MinBytes => layout.Width > 0 ? layout.Width : sizeof(int);

    /// <inheritdoc/>
    protected override IPageValues<int> Open(ParquetEncoding encoding, ReadOnlyMemory<byte> bytes) =>
        new TextValues(layout.OpenStrings(encoding, bytes), texts);
}
