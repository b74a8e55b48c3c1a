using System.Buffers.Binary;
using Likeness.Data.Parquet;
using Likeness.Data.Parquet.Conversions;
using Likeness.Data.Parquet.Writing;

namespace Likeness.Tests.Data.Parquet;

public sealed class ConversionTests
{
    [Theory]
    [InlineData(1553372469000000000, 1553372469, true)]
    [InlineData(1553372469123456000, 1553372469.123456, true)] // whole microseconds can be recovered
    [InlineData(1553372469123456789, 1553372469.1234567, false)]
    [InlineData(1234567, 0.001234567, true)] // near the epoch, so can nanoseconds
    [InlineData(-1500000000, -1.5, true)]
    public void NanosecondsBecomeSeconds(long nanoseconds, double seconds, bool isExact)
    {
        var conversion = new NanosecondConversion();
        Assert.Equal(seconds, Convert(conversion, BitConverter.GetBytes(nanoseconds)), 6);
        Assert.Equal(isExact, conversion.IsExact);
    }

    [Theory]
    [InlineData(1L << 53, true)]
    [InlineData((1L << 53) + 1, false)]
    [InlineData(-(1L << 53) - 1, false)]
    public void IntegersBeyond53BitsAreReported(long integer, bool isExact)
    {
        var conversion = new IntegerConversion(8, true, 1);
        Assert.Equal(integer, Convert(conversion, BitConverter.GetBytes(integer)));
        Assert.Equal(isExact, conversion.IsExact);
    }

    [Fact]
    public void UnsignedIntegersHaveNoSign()
    {
        Assert.Equal(uint.MaxValue, Convert(new IntegerConversion(4, false, 1), BitConverter.GetBytes(-1)));
        Assert.Equal(ulong.MaxValue, Convert(new IntegerConversion(8, false, 1), BitConverter.GetBytes(-1L)));
    }

    [Theory]
    [InlineData(new byte[] { }, 0)]
    [InlineData(new byte[] { 0xFF }, -0.01)]
    [InlineData(new byte[] { 0x30, 0x39 }, 123.45)]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x9C }, -1)]
    public void DecimalsHaveAnyNumberOfBytes(byte[] digits, double expected)
    {
        var conversion = new DecimalConversion(0, 2);
        Assert.Equal(expected, conversion.Convert(digits));
        Assert.True(conversion.IsExact);
    }

    [Fact]
    public void ADecimalOf38DigitsIsReported()
    {
        var digits = new byte[16];
        BinaryPrimitives.WriteInt128BigEndian(digits, Int128.Parse("12345678901234567890123456789012345678"));
        var conversion = new DecimalConversion(16, 18);
        Assert.Equal(12345678901234567890.0, Convert(conversion, digits));
        Assert.False(conversion.IsExact);
    }

    [Fact]
    public void AJulianDayAndNanosecondsAreATimestamp()
    {
        byte[] noon = new byte[12]; // 2000-01-01 12:00 is the Julian day 2451545
        BinaryPrimitives.WriteInt64LittleEndian(noon, 12L * 3600 * 1_000_000_000);
        BinaryPrimitives.WriteInt32LittleEndian(noon.AsSpan(8), 2_451_545);
        Assert.Equal(946_728_000, Convert(new Int96Conversion(), noon));
    }

    [Theory]
    [InlineData(0x3C00, 1)]
    [InlineData(0xC000, -2)]
    [InlineData(0x3555, 0.333251953125)]
    [InlineData(0x7E00, double.NaN)]
    public void HalvesAreRead(int bits, double expected) =>
        Assert.Equal(expected, Convert(new FloatConversion(2), BitConverter.GetBytes((ushort)bits)));

    [Fact]
    public void TextsAreNumberedInTheirOrder()
    {
        var dictionary = new TextDictionary();
        string[] texts = [.. Enumerable.Range(0, 5000).Select(i => $"{i % 2500}{new string('ä', i % 7)}")];
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int expected = first.TryAdd(text, first.Count) ? first.Count - 1 : first[text];
            Assert.Equal(expected, dictionary.Code(System.Text.Encoding.UTF8.GetBytes(text)));
        }

        Assert.Equal(first.Keys, dictionary.ToArray());
        Assert.Throws<NotSupportedException>(() => dictionary.Code([0xC3, 0x28]));
    }

    [Theory]
    [InlineData(8, true, 127, true)]
    [InlineData(8, true, 128, false)]
    [InlineData(8, true, -128, true)]
    [InlineData(8, false, 255, true)]
    [InlineData(8, false, -1, false)]
    [InlineData(32, false, 4294967295.0, true)]
    [InlineData(64, true, 9.3e18, false)]
    [InlineData(64, false, 1.8e19, true)]
    [InlineData(64, true, double.PositiveInfinity, false)]
    public void AnIntegerMustFit(int bits, bool isSigned, double value, bool fits)
    {
        var field = new ParquetField("n", new(ParquetKind.Integer) { Bits = bits, IsSigned = isSigned });
        var storage = new NumberStorage(field.Type, StoredTypes.Describe(field));
        Assert.Equal(fits, storage.TryStore(value, new byte[8]));
    }

    private static double Convert(NumberConversion conversion, byte[] plain)
    {
        var value = new double[1];
        conversion.Convert(plain, value);
        return value[0];
    }
}
