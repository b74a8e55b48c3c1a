namespace Likeness.Data.Parquet.Conversions;

/// <summary>Converts stored values of a fixed number of bytes to doubles.</summary>
/// <param name="width">The bytes per stored value.</param>
internal abstract class NumberConversion(int width)
{
    /// <summary>The largest magnitude below which all integers are doubles: 2⁵³.</summary>
    protected const long MaxExact = 1L << 53;

    /// <summary>The bytes per stored value.</summary>
    public int Width => width;

    /// <summary>Whether every value so far can be recovered from its double.</summary>
    public bool IsExact { get; protected set; } = true;

    /// <summary>Converts values.</summary>
    /// <param name="plain">The stored bytes: <see cref="Width"/> per value.</param>
    /// <param name="into">Receives the numbers.</param>
    public abstract void Convert(ReadOnlySpan<byte> plain, Span<double> into);
}
