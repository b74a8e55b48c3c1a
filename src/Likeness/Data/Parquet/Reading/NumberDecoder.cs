using Likeness.Data.Parquet.Conversions;
using Likeness.Data.Parquet.Metadata;

namespace Likeness.Data.Parquet.Reading;

/// <summary>Collects the values of a column of any kind but text.</summary>
internal sealed class NumberDecoder(ColumnLayout layout, int capacity) : BatchDecoder<double>(double.NaN, capacity)
{
    private readonly NumberConversion conversion = NumberConversions.Create(layout);

    /// <inheritdoc/>
    public override ParquetColumn ToColumn() => new(layout.Field, TakeValues()) { IsExact = conversion.IsExact };

    /// <inheritdoc/>
    protected override int MinBytes => layout.Width > 0 ? layout.Width : sizeof(int);

    /// <inheritdoc/>
    protected override IPageValues<double> Open(ParquetEncoding encoding, ReadOnlyMemory<byte> bytes) =>
        layout.Width == 0
            ? new DecimalValues(layout.OpenStrings(encoding, bytes), (DecimalConversion)conversion)
            : new NumberValues(layout.OpenFixed(encoding, bytes), conversion);
}
