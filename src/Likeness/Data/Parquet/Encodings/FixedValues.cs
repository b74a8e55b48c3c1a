namespace Likeness.Data.Parquet.Encodings;

/// <summary>Values of a fixed number of bytes, decoded to the layout of the encoding PLAIN: one after another, little-endian.</summary>
internal abstract class FixedValues
{
    /// <summary>The bytes of the next values, valid until the next call.</summary>
    /// <exception cref="FormatException">There are fewer.</exception>
    public abstract ReadOnlySpan<byte> Next(int count);

    /// <summary>Why there are no more values.</summary>
    protected static FormatException Short() => new("it ends before its last value");
}
