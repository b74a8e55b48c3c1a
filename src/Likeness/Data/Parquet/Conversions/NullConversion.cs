namespace Likeness.Data.Parquet.Conversions;

/// <summary>Values of a column that is said to hold nothing: all are missing, even if the file stores some.</summary>
internal sealed class NullConversion(int width) : NumberConversion(width)
{
    /// <inheritdoc/>
    public override void Convert(ReadOnlySpan<byte> plain, Span<double> into) => into.Fill(double.NaN);
}
