using System.Buffers.Binary;

namespace Likeness.Data.Parquet.Encodings;

/// <summary>The encoding DELTA_BINARY_PACKED of integers of 4 or 8 bytes.</summary>
/// <param name="bytes">The page's values.</param>
/// <param name="width">The bytes per integer.</param>
internal sealed class DeltaValues(ReadOnlyMemory<byte> bytes, int width) : FixedValues
{
    private readonly DeltaReader reader = new(bytes);
    private long[] integers = [];
    private byte[] decoded = [];

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Next(int count)
    {
        if (integers.Length < count)
        {
            integers = new long[count];
            decoded = new byte[count * width];
        }

        reader.Read(integers.AsSpan(0, count));
        for (int i = 0; i < count; i++)
        {
            // Differences of 4-byte integers wrap around, so the upper half is dropped.
            var place = decoded.AsSpan(i * width);
            if (width == sizeof(int))
            {
                BinaryPrimitives.WriteInt32LittleEndian(place, (int)integers[i]);
            }
            else
            {
                BinaryPrimitives.WriteInt64LittleEndian(place, integers[i]);
            }
        }

        return decoded.AsSpan(0, count * width);
    }
}
