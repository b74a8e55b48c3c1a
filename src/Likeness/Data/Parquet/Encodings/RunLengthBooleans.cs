namespace Likeness.Data.Parquet.Encodings;

/// <summary>The encoding RLE of booleans: a length in 4 bytes, and a hybrid of width 1. They are decoded to one byte each.</summary>
internal sealed class RunLengthBooleans : FixedValues
{
    private readonly HybridReader runs;
    private int[] bits = [];
    private byte[] decoded = [];

    /// <summary>Begins to read.</summary>
    /// <exception cref="FormatException">The length is damaged.</exception>
    public RunLengthBooleans(ReadOnlyMemory<byte> bytes) => runs = new HybridReader(LengthPrefix.Take(ref bytes), 1);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Next(int count)
    {
        if (decoded.Length < count)
        {
            decoded = new byte[count];
            bits = new int[count];
        }

        runs.Read(bits.AsSpan(0, count));
        for (int i = 0; i < count; i++)
        {
            decoded[i] = (byte)bits[i];
        }

        return decoded.AsSpan(0, count);
    }
}
