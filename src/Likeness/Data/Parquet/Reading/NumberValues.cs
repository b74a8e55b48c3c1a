using Likeness.Data.Parquet.Conversions;
using Likeness.Data.Parquet.Encodings;

namespace Likeness.Data.Parquet.Reading;

/// <summary>Stored values of a fixed number of bytes, as doubles.</summary>
internal sealed class NumberValues(FixedValues source, NumberConversion conversion) : IPageValues<double>
{
    /// <inheritdoc/>
    public void Read(Span<double> into) => conversion.Convert(source.Next(into.Length), into);
}
