using System.Globalization;
using Likeness.Data.Parquet.Metadata;

namespace Likeness.Data.Parquet.Writing;

/// <summary>Collects the rows of a column of any kind but text.</summary>
/// <param name="field">The column.</param>
/// <param name="pageRows">The largest number of rows per page.</param>
/// <param name="file">Names the file in errors.</param>
internal sealed class NumberWriter(ParquetField field, int pageRows, string file)
    : ColumnWriter(StoredTypes.Describe(field), pageRows)
{
    private readonly NumberStorage storage = new(field.Type, StoredTypes.Describe(field));
    private readonly byte[] stored = new byte[pageRows * Math.Max(StoredWidth(field), 1)];
    private int count;

    /// <inheritdoc/>
    protected override ParquetEncoding Encoding => ParquetEncoding.Plain;

    /// <inheritdoc/>
    public override void Append(ParquetColumn column, int start, int count)
    {
        int width = storage.Width;
        foreach (double value in column.Values.AsSpan(start, count))
        {
            bool isPresent = !double.IsNaN(value);
            AddLevel(isPresent);
            if (!isPresent)
            {
                continue;
            }

            if (width == 0)
            {
                SetBit(value != 0);
            }
            else if (!storage.TryStore(value, stored.AsSpan(this.count * width, width)))
            {
                throw OutOfRange(value);
            }

            this.count++;
        }
    }

    /// <inheritdoc/>
    protected override void WriteValues(Stream stream)
    {
        int length = storage.Width == 0 ? (count + 7) / 8 : count * storage.Width;
        stream.Write(stored, 0, length);
        count = 0;
    }

    private static int StoredWidth(ParquetField field) =>
        new NumberStorage(field.Type, StoredTypes.Describe(field)).Width;

    private void SetBit(bool isTrue)
    {
        ref byte place = ref stored[count >> 3];
        int bit = count & 7;
        place = (byte)((bit == 0 ? 0 : place) | (isTrue ? 1 << bit : 0));
    }

    private LikenessException OutOfRange(double value) =>
        new(
            $"{file}, column '{ControlCharacters.Replace(field.Name)}': {value.ToString(CultureInfo.InvariantCulture)} is out of the range of its type, {Describe(field.Type)} (write the column with more bits)"
        );

    private static string Describe(ParquetType type) =>
        type.Kind switch
        {
            ParquetKind.Integer => $"{(type.IsSigned ? "signed" : "unsigned")} integers of {type.Bits} bits",
            ParquetKind.Decimal => $"decimals of {type.Precision} digits",
            _ => type.Kind.ToString().ToLowerInvariant(),
        };
}
