using System.Buffers.Binary;

namespace Likeness.Data.Parquet.Conversions;

/// <summary>
/// The timestamps of Impala, Hive and older Spark in 12 bytes: 8 bytes of nanoseconds within the day, and 4 bytes of the Julian day, to
/// seconds since 1970-01-01.
/// </summary>
internal sealed class Int96Conversion() : NumberConversion(Bytes)
{
    /// <summary>The bytes per timestamp.</summary>
    public const int Bytes = 12;

    private const int EpochDay = 2_440_588; // the Julian day of 1970-01-01
    private const double SecondsPerDay = 86_400;
    private const long NanosecondsPerMicrosecond = 1000;

    /// <inheritdoc/>
    public override void Convert(ReadOnlySpan<byte> plain, Span<double> into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            var value = plain.Slice(i * Bytes, Bytes);
            long nanoseconds = BinaryPrimitives.ReadInt64LittleEndian(value);
            long day = BinaryPrimitives.ReadInt32LittleEndian(value[sizeof(long)..]) - (long)EpochDay;
            into[i] = (day * SecondsPerDay) + (nanoseconds / 1e9);
            IsExact &= nanoseconds % NanosecondsPerMicrosecond == 0;
        }
    }
}
