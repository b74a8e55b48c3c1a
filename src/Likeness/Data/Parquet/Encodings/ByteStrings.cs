namespace Likeness.Data.Parquet.Encodings;

/// <summary>Values of any number of bytes.</summary>
internal abstract class ByteStrings
{
    /// <summary>The next value, valid until the next call.</summary>
    /// <exception cref="FormatException">There is none, or it is damaged.</exception>
    public abstract ReadOnlySpan<byte> Next();
}
