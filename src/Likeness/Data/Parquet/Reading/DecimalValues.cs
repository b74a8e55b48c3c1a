using Likeness.Data.Parquet.Conversions;
using Likeness.Data.Parquet.Encodings;

namespace Likeness.Data.Parquet.Reading;

/// <summary>Decimals of any number of bytes, as doubles.</summary>
internal sealed class DecimalValues(ByteStrings source, DecimalConversion conversion) : IPageValues<double>
{
    /// <inheritdoc/>
    public void Read(Span<double> into)
    {
        foreach (ref double value in into)
        {
            value = conversion.Convert(source.Next());
        }
    }
}
