using System.Buffers.Binary;
using Likeness.Data.Parquet.Conversions;
using Likeness.Data.Parquet.Metadata;

namespace Likeness.Data.Parquet.Writing;

/// <summary>Converts doubles to stored values, one after another (the encoding PLAIN): the inverse of <see cref="NumberConversion"/>.</summary>
/// <param name="type">The meaning of the values.</param>
/// <param name="stored">How they are stored.</param>
internal sealed class NumberStorage(ParquetType type, SchemaElement stored)
{
    private const double MaxRecovered = 1L << 51; // above, nanoseconds are those of whole microseconds
    private const double WideRange = 1e38;

    private readonly double perUnit = UnitsPer(type);
    private readonly (double Lowest, double End) range = Range(type, stored);

    /// <summary>The bytes per value; 0 for booleans, which take one bit.</summary>
    public int Width { get; } =
        stored.Type switch
        {
            PhysicalType.Boolean => 0,
            PhysicalType.Int32 or PhysicalType.Float => sizeof(int),
            PhysicalType.FixedLengthByteArray => stored.TypeLength,
            _ => sizeof(long),
        };

    /// <summary>Stores one value; a number of finer resolution than the type's is rounded.</summary>
    /// <param name="value">The value; not NaN.</param>
    /// <param name="into">Receives <see cref="Width"/> bytes.</param>
    /// <returns>False if the value is out of range.</returns>
    public bool TryStore(double value, Span<byte> into)
    {
        if (type.Kind == ParquetKind.Number)
        {
            StoreFloat(value, into);
            return true;
        }

        double units = Units(value);
        if (!(units >= range.Lowest && units < range.End))
        {
            return false;
        }

        switch (stored.Type)
        {
            case PhysicalType.Int32:
                BinaryPrimitives.WriteInt32LittleEndian(into, (int)(long)units);
                break;
            case PhysicalType.Int64 when !type.IsSigned:
                BinaryPrimitives.WriteUInt64LittleEndian(into, (ulong)units);
                break;
            case PhysicalType.Int64:
                BinaryPrimitives.WriteInt64LittleEndian(into, Whole(units));
                break;
            default:
                BinaryPrimitives.WriteInt128BigEndian(into, (Int128)units);
                break;
        }

        return true;
    }

    private static double UnitsPer(ParquetType type) =>
        type.Kind switch
        {
            ParquetKind.Decimal => DecimalConversion.PowerOfTen(type.Scale),
            ParquetKind.Time or ParquetKind.Timestamp when type.Unit == ParquetTimeUnit.Milliseconds => 1e3,
            // Nanoseconds are rounded as microseconds where doubles do not resolve them.
            ParquetKind.Time or ParquetKind.Timestamp => 1e6,
            _ => 1,
        };

    private static (double Lowest, double End) Range(ParquetType type, SchemaElement stored)
    {
        if (stored.Type == PhysicalType.FixedLengthByteArray)
        {
            return (-WideRange, WideRange);
        }

        bool isInteger = type.Kind == ParquetKind.Integer;
        int bits =
            isInteger ? type.Bits
            : stored.Type == PhysicalType.Int32 ? 32
            : 64;
        double end = Math.Pow(2, isInteger && !type.IsSigned ? bits : bits - 1);
        return (isInteger && !type.IsSigned ? 0 : -end, end);
    }

    private bool IsNanoseconds =>
        type.Kind is ParquetKind.Time or ParquetKind.Timestamp && type.Unit == ParquetTimeUnit.Nanoseconds;

    // Multiples of 1000 nanoseconds above 2⁵¹ are counted in microseconds until they are integers.
    private double Units(double value)
    {
        if (!IsNanoseconds)
        {
            return Math.Round(value * perUnit);
        }

        double nanoseconds = value * 1e9;
        return Math.Abs(nanoseconds) <= MaxRecovered ? Math.Round(nanoseconds) : Math.Round(value * perUnit) * 1e3;
    }

    private long Whole(double units) =>
        IsNanoseconds && Math.Abs(units) > MaxRecovered ? (long)Math.Round(units / 1e3) * 1000 : (long)units;

    private void StoreFloat(double value, Span<byte> into)
    {
        switch (Width)
        {
            case 2:
                BinaryPrimitives.WriteHalfLittleEndian(into, (Half)value);
                break;
            case sizeof(float):
                BinaryPrimitives.WriteSingleLittleEndian(into, (float)value);
                break;
            default:
                BinaryPrimitives.WriteDoubleLittleEndian(into, value);
                break;
        }
    }
}
