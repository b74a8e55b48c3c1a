using Likeness.Data.Parquet;
using Likeness.Data.Parquet.Metadata;
using Likeness.Data.Parquet.Reading;
using Likeness.Data.Parquet.Writing;

namespace Likeness.Tests.Data.Parquet;

/// <summary>The meaning of columns by LogicalTypes.md of Apache Parquet.</summary>
public sealed class ParquetSchemaTests
{
    private static readonly Dictionary<ConvertedType, (PhysicalType Physical, ParquetType Type)> Converted = new()
    {
        [ConvertedType.Utf8] = (PhysicalType.ByteArray, new(ParquetKind.Text)),
        [ConvertedType.Enum] = (PhysicalType.ByteArray, new(ParquetKind.Text)),
        [ConvertedType.Json] = (PhysicalType.ByteArray, new(ParquetKind.Text)),
        [ConvertedType.Decimal] = (PhysicalType.Int32, new(ParquetKind.Decimal) { Precision = 7, Scale = 2 }),
        [ConvertedType.Date] = (PhysicalType.Int32, new(ParquetKind.Date)),
        [ConvertedType.TimeMilliseconds] = (PhysicalType.Int32, Time(ParquetKind.Time, ParquetTimeUnit.Milliseconds)),
        [ConvertedType.TimeMicroseconds] = (PhysicalType.Int64, Time(ParquetKind.Time, ParquetTimeUnit.Microseconds)),
        [ConvertedType.TimestampMilliseconds] = (
            PhysicalType.Int64,
            Time(ParquetKind.Timestamp, ParquetTimeUnit.Milliseconds)
        ),
        [ConvertedType.TimestampMicroseconds] = (
            PhysicalType.Int64,
            Time(ParquetKind.Timestamp, ParquetTimeUnit.Microseconds)
        ),
        [ConvertedType.UInt8] = (PhysicalType.Int32, Integer(8, false)),
        [ConvertedType.UInt16] = (PhysicalType.Int32, Integer(16, false)),
        [ConvertedType.UInt32] = (PhysicalType.Int32, Integer(32, false)),
        [ConvertedType.UInt64] = (PhysicalType.Int64, Integer(64, false)),
        [ConvertedType.Int8] = (PhysicalType.Int32, Integer(8, true)),
        [ConvertedType.Int16] = (PhysicalType.Int32, Integer(16, true)),
        [ConvertedType.Int32] = (PhysicalType.Int32, Integer(32, true)),
        [ConvertedType.Int64] = (PhysicalType.Int64, Integer(64, true)),
    };

    public static TheoryData<string> ConvertedNames => [.. Converted.Keys.Select(type => type.ToString())];

    [Theory]
    [MemberData(nameof(ConvertedNames))]
    public void OlderFilesStateTheSameTypes(string name)
    {
        var older = Enum.Parse<ConvertedType>(name);
        var (physical, expected) = Converted[older];
        var element = new SchemaElement
        {
            Name = "x",
            Type = physical,
            Converted = older,
            Precision = 7,
            Scale = 2,
        };
        var field = ColumnLayouts.Find(element).Field;
        Assert.Equal(new ParquetField("x", expected), field);

        // What is written says the same in both ways.
        var written = StoredTypes.Describe(field);
        Assert.Equal(expected, ColumnLayouts.Find(written with { Converted = null }).Field.Type);
        if (written.Converted is not null)
        {
            Assert.Equal(expected, ColumnLayouts.Find(written with { Logical = null }).Field.Type);
        }
    }

    [Theory]
    [InlineData("ByteArray", "Bson", 0)]
    [InlineData("ByteArray", "Geometry", 0)]
    [InlineData("FixedLengthByteArray", "Null", 5)]
    [InlineData("FixedLengthByteArray", "Uuid", 5)]
    public void AnotherTypeGetsASentence(string physical, string logical, int length)
    {
        var element = new SchemaElement
        {
            Type = Enum.Parse<PhysicalType>(physical),
            TypeLength = length,
            Logical = new(Enum.Parse<LogicalKind>(logical)),
        };
        var error = Assert.Throws<NotSupportedException>(() => ColumnLayouts.Find(element));
        Assert.StartsWith($"it has the type {logical}, which Likeness does not read", error.Message);
    }

    [Fact]
    public void AnIntervalGetsASentence()
    {
        var interval = new SchemaElement
        {
            Type = PhysicalType.FixedLengthByteArray,
            TypeLength = 12,
            Converted = ConvertedType.Interval,
        };
        Assert.Throws<NotSupportedException>(() => ColumnLayouts.Find(interval));
    }

    [Theory]
    [InlineData("Int32", "Timestamp")]
    [InlineData("Int64", "Date")]
    [InlineData("Int64", "Text")]
    [InlineData("Int32", "Integer")] // of 0 bits
    [InlineData("ByteArray", "Decimal")] // of 0 digits
    public void AnImpossibleTypeIsDamage(string physical, string logical)
    {
        var element = new SchemaElement
        {
            Type = Enum.Parse<PhysicalType>(physical),
            Logical = new(Enum.Parse<LogicalKind>(logical)) { Unit = ParquetTimeUnit.Milliseconds },
        };
        Assert.Throws<FormatException>(() => ColumnLayouts.Find(element));
    }

    private static ParquetType Integer(int bits, bool isSigned) =>
        new(ParquetKind.Integer) { Bits = bits, IsSigned = isSigned };

    private static ParquetType Time(ParquetKind kind, ParquetTimeUnit unit) => new(kind) { Unit = unit, IsUtc = true };
}
