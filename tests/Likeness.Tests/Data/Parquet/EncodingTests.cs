using System.Text;
using Likeness.Data.Parquet.Encodings;

namespace Likeness.Tests.Data.Parquet;

/// <summary>The bytes are the examples of Encodings.md of Apache Parquet.</summary>
public sealed class EncodingTests
{
    private static readonly byte[] HelloWorld =
    [
        .. new byte[] { 0x80, 0x01, 4, 4, 10, 0, 1, 0, 0, 0, 2, 0, 0, 0 },
        .. "HelloWorldFoobarABCDEF"u8,
    ];

    private static readonly byte[] Axis =
    [
        .. new byte[] { 0x80, 0x01, 4, 4, 0, 3, 3, 0, 0, 0 }, // prefixes 0 2 0 3: differences 2 −2 3, the smallest −2
        .. new byte[] { 0x44, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, // 4 0 5 in three bits each, in 32 places
        .. new byte[] { 0x80, 0x01, 4, 4, 8, 3, 3, 0, 0, 0 }, // suffixes 4 2 6 5: differences −2 4 −1, the smallest −2
        .. new byte[] { 0x70, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, // 0 6 1
        .. "axislebabbleyhood"u8,
    ];

    [Theory]
    [InlineData(new byte[] { 8, 1, 5, 2, 2, 0 }, new long[] { 1, 2, 3, 4, 5 })]
    [InlineData(new byte[] { 8, 1, 8, 14, 3, 2, 0xC0, 0x3F }, new long[] { 7, 5, 3, 1, 2, 3, 4, 5 })]
    public void DifferencesAreAdded(byte[] bytes, long[] expected)
    {
        var reader = new DeltaReader(bytes);
        Assert.Equal(expected.Length, reader.Count);
        var values = new long[expected.Length];
        reader.Read(values.AsSpan(0, 2));
        reader.Read(values.AsSpan(2));
        Assert.Equal(expected, values);
        Assert.Equal(bytes.Length, reader.Position);
        Assert.Throws<FormatException>(() => reader.Read(new long[1]));
    }

    [Fact]
    public void LengthsPrecedeTheTexts() =>
        Assert.Equal(["Hello", "World", "Foobar", "ABCDEF"], Texts(new DeltaLengthStrings(HelloWorld), 4));

    [Fact]
    public void PrefixesAreRepeated() =>
        Assert.Equal(["axis", "axle", "babble", "babyhood"], Texts(new DeltaStrings(Axis), 4));

    [Fact]
    public void StreamsOfBytesAreJoined()
    {
        byte[] split = [0xAA, 0x00, 0xA3, 0xBB, 0x11, 0xB4, 0xCC, 0x22, 0xC5, 0xDD, 0x33, 0xD6];
        var values = new SplitValues(split, 4);
        Assert.Equal([0xAA, 0xBB, 0xCC, 0xDD], values.Next(1).ToArray());
        Assert.Equal([0x00, 0x11, 0x22, 0x33, 0xA3, 0xB4, 0xC5, 0xD6], values.Next(2).ToArray());
        Assert.Throws<FormatException>(() => values.Next(1));
    }

    [Fact]
    public void BooleansAreBitsOrRuns()
    {
        Assert.Equal([1, 0, 1, 1, 0, 0, 1, 0, 1], new PlainBooleans(new byte[] { 0x4D, 1 }).Next(9).ToArray());
        Assert.Equal([1, 1, 1], new RunLengthBooleans(new byte[] { 2, 0, 0, 0, 6, 1 }).Next(3).ToArray());
    }

    [Fact]
    public void ATextCutShortAnywhereIsNoticed()
    {
        byte[] plain = [5, 0, 0, 0, .. "Hello"u8, 0, 0, 0, 0, 1, 0, 0, 0, 65];
        Assert.Equal(["Hello", "", "A"], Texts(new PlainStrings(plain), 3));
        Assert.All(
            Enumerable.Range(0, plain.Length),
            length => Assert.Throws<FormatException>(() => Texts(new PlainStrings(plain.AsMemory(0, length)), 3))
        );
        Assert.All(
            Enumerable.Range(0, HelloWorld.Length),
            length =>
                Assert.Throws<FormatException>(() => Texts(new DeltaLengthStrings(HelloWorld.AsMemory(0, length)), 4))
        );
        Assert.All(
            Enumerable.Range(0, Axis.Length),
            length => Assert.Throws<FormatException>(() => Texts(new DeltaStrings(Axis.AsMemory(0, length)), 4))
        );
    }

    private static string[] Texts(ByteStrings strings, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Encoding.UTF8.GetString(strings.Next()))];
}
