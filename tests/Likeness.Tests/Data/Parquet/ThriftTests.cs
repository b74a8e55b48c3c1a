using Likeness.Data.Parquet.Encodings;
using Likeness.Data.Parquet.Thrift;

namespace Likeness.Tests.Data.Parquet;

/// <summary>The bytes are those of thrift-compact-protocol.md of Apache Thrift.</summary>
public sealed class ThriftTests
{
    [Fact]
    public void AVariableLengthIntegerIsThatOfTheSpecification()
    {
        byte[] bytes = [0xDF, 0x89, 0x03];
        int position = 0;
        Assert.Equal(50399UL, VarInt.Read(bytes, ref position));
        Assert.Equal(3, position);
        using var stream = new MemoryStream();
        VarInt.Write(stream, 50399);
        Assert.Equal(bytes, stream.ToArray());
    }

    [Theory]
    [InlineData(0, new byte[] { 0 })]
    [InlineData(-1, new byte[] { 1 })]
    [InlineData(1, new byte[] { 2 })]
    [InlineData(-2, new byte[] { 3 })]
    [InlineData(long.MaxValue, new byte[] { 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    [InlineData(long.MinValue, new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    public void AnIntegerIsZigZag(long value, byte[] bytes)
    {
        Assert.Equal([0x16, .. bytes, 0], Written(writer => writer.Int64(1, value)));
        var reader = new ThriftReader([0x16, .. bytes, 0]);
        var field = default(ThriftField);
        Assert.True(reader.Next(ref field));
        Assert.Equal(new ThriftField(1, ThriftType.Int64), field);
        Assert.Equal(value, reader.Int64(field));
        Assert.False(reader.Next(ref field));
    }

    [Fact]
    public void AFieldHasAShortOrALongHeader() =>
        Assert.Equal(
            [0x21, 0xF5, 2, 0x05, 66, 3, 0],
            Written(writer =>
            {
                writer.Boolean(2, true);
                writer.Int32(17, 1); // 15 more than the last field
                writer.Int32(33, -2); // 16 more
            })
        );

    [Fact]
    public void UnknownFieldsOfEveryTypeAreSkipped()
    {
        byte[] bytes =
        [
            0x11, // true
            0x13,
            9, // a byte
            0x17,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0, // a double
            0x18,
            2,
            65,
            66, // a text
            0x19,
            0x25,
            1,
            2, // a list of two integers
            0x1A,
            0x21,
            1,
            2, // a set of two truth values
            0x1B,
            1,
            0x85,
            1,
            65,
            4, // a map of one text and integer
            0x1C,
            0x15,
            2,
            0, // a struct
            0x1D,
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            13,
            14,
            15, // a UUID
            0x15,
            6, // the integer 3
            0,
        ];
        var reader = new ThriftReader(bytes);
        long last = 0;
        for (var field = default(ThriftField); reader.Next(ref field); )
        {
            if (field.Id == 10)
            {
                last = reader.Int64(field);
            }
            else
            {
                reader.Skip(field);
            }
        }

        Assert.Equal(3, last);
        Assert.Equal(bytes.Length, reader.Position);
        Assert.All(
            Enumerable.Range(0, bytes.Length),
            length => Assert.Throws<FormatException>(() => SkipAll(bytes.AsSpan(0, length)))
        );
    }

    [Theory]
    [InlineData(new byte[] { 0x18, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0 })] // a text of 4 GB
    [InlineData(new byte[] { 0x19, 0xF5, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0 })] // a list of 2³² integers
    [InlineData(new byte[] { 0x1B, 0x7F, 0x55, 0 })] // a map of 127 integers
    [InlineData(new byte[] { 0x1E, 0 })] // the type 14
    [InlineData(new byte[] { 0x16, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0 })]
    public void DamageIsNoticed(byte[] bytes) => Assert.Throws<FormatException>(() => SkipAll(bytes));

    [Fact]
    public void DeepNestingIsRefused() =>
        Assert.Throws<FormatException>(() => SkipAll(Enumerable.Repeat((byte)0x1C, 100_000).ToArray()));

    private static void SkipAll(ReadOnlySpan<byte> bytes)
    {
        var reader = new ThriftReader(bytes);
        for (var field = default(ThriftField); reader.Next(ref field); )
        {
            reader.Skip(field);
        }
    }

    private static byte[] Written(Action<ThriftWriter> write)
    {
        using var stream = new MemoryStream();
        var writer = new ThriftWriter(stream);
        write(writer);
        writer.End();
        return stream.ToArray();
    }
}
