namespace Likeness.Data.Parquet.Conversions;

/// <summary>Booleans of one byte each, to 0 and 1.</summary>
internal sealed class BooleanConversion() : NumberConversion(1)
{
    /// <inheritdoc/>
    public override void Convert(ReadOnlySpan<byte> plain, Span<double> into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = plain[i];
        }
    }
}
