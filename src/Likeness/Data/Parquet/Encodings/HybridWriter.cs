namespace Likeness.Data.Parquet.Encodings;

/// <summary>Writes the hybrid of run lengths and bit-packed integers that <see cref="HybridReader"/> reads.</summary>
internal static class HybridWriter
{
    private const int GroupSize = 8;

    /// <summary>Writes integers: eight equal ones or more as a run, others packed in groups of eight.</summary>
    /// <param name="stream">Receives the bytes.</param>
    /// <param name="values">Integers of at most <paramref name="width"/> bits.</param>
    /// <param name="width">The bits per integer, from 1 to 32.</param>
    public static void Write(Stream stream, ReadOnlySpan<int> values, int width)
    {
        int start = 0; // of the integers that are not written yet
        int end = 0;
        while (end < values.Length)
        {
            int run = RunLength(values[end..]);
            int missing = -(end - start) & (GroupSize - 1); // to fill the last group
            if (missing == 0 && run >= GroupSize)
            {
                WritePacked(stream, values[start..end], width);
                WriteRun(stream, values[end], run, width);
                start = end + run;
                end = start;
            }
            else
            {
                end += missing == 0 ? run : Math.Min(run, missing);
            }
        }

        WritePacked(stream, values[start..end], width);
    }

    private static int RunLength(ReadOnlySpan<int> values)
    {
        int other = values.IndexOfAnyExcept(values[0]);
        return other < 0 ? values.Length : other;
    }

    private static void WriteRun(Stream stream, int value, int count, int width)
    {
        VarInt.Write(stream, (ulong)count << 1);
        for (int bit = 0; bit < width; bit += 8)
        {
            stream.WriteByte((byte)(value >> bit));
        }
    }

    private static void WritePacked(Stream stream, ReadOnlySpan<int> values, int width)
    {
        if (values.Length == 0)
        {
            return;
        }

        int groups = (values.Length + GroupSize - 1) / GroupSize;
        VarInt.Write(stream, ((ulong)groups << 1) | 1);
        int whole = values.Length / GroupSize * GroupSize;
        BitPacking.Pack(stream, values[..whole], width);
        if (whole < values.Length)
        {
            Span<int> last = stackalloc int[GroupSize];
            values[whole..].CopyTo(last);
            BitPacking.Pack(stream, last, width);
        }
    }
}
