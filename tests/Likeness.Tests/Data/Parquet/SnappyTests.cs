using FsCheck;
using FsCheck.Fluent;
using Likeness.Data.Parquet.Codecs;

namespace Likeness.Tests.Data.Parquet;

/// <summary>The bytes follow format_description.txt of Snappy.</summary>
public sealed class SnappyTests
{
    [Theory]
    [InlineData(new byte[] { 3, 0x08, 65, 66, 67 }, "ABC")] // a literal
    [InlineData(new byte[] { 7, 0x04, 97, 98, 0x05, 2 }, "abababa")] // a copy of 5 bytes from 2 before, repeating itself
    [InlineData(new byte[] { 6, 0x08, 65, 66, 67, 0x0A, 3, 0 }, "ABCABC")] // the offset in two bytes
    [InlineData(new byte[] { 6, 0x08, 65, 66, 67, 0x0B, 3, 0, 0, 0 }, "ABCABC")] // the offset in four bytes
    [InlineData(new byte[] { 3, 0xF0, 2, 65, 66, 67 }, "ABC")] // the length of the literal in a byte of its own
    [InlineData(new byte[] { 3, 0xF4, 2, 0, 65, 66, 67 }, "ABC")]
    [InlineData(new byte[] { 0 }, "")]
    public void EveryElementIsDecoded(byte[] bytes, string expected) =>
        Assert.Equal(expected, System.Text.Encoding.ASCII.GetString(Decode(bytes, expected.Length)));

    [Theory]
    [InlineData(new byte[] { }, 0)]
    [InlineData(new byte[] { 3, 0x08, 65, 66 }, 3)] // the literal is cut off
    [InlineData(new byte[] { 4, 0x08, 65, 66, 67 }, 4)] // a byte is missing
    [InlineData(new byte[] { 2, 0x08, 65, 66, 67 }, 2)] // a byte too many
    [InlineData(new byte[] { 3, 0x08, 65, 66, 67 }, 4)] // another length than the page's
    [InlineData(new byte[] { 6, 0x08, 65, 66, 67, 0x0A, 4, 0 }, 6)] // a copy from before the beginning
    [InlineData(new byte[] { 6, 0x08, 65, 66, 67, 0x0A, 0, 0 }, 6)] // a copy of what is not there yet
    [InlineData(new byte[] { 5, 0x08, 65, 66, 67, 0x0A, 3, 0 }, 5)] // a copy beyond the end
    [InlineData(new byte[] { 6, 0x08, 65, 66, 67, 0x0A, 3 }, 6)] // the offset is cut off
    [InlineData(new byte[] { 3, 0xFC, 255, 255, 255, 255, 65, 66, 67 }, 3)] // a literal of 4 GB
    public void DamageIsNoticed(byte[] bytes, int length) =>
        Assert.Throws<FormatException>(() => Decode(bytes, length));

    [Fact]
    public void WhatIsEncodedIsDecoded()
    {
        var texts =
            from pieces in Gen.ListOf(
                from length in Gen.Frequency((5, Gen.Choose(0, 30)), (1, Gen.Choose(1000, 100_000)))
                from levels in Gen.Elements(1, 2, 30, 256)
                from seed in Gen.Choose(0, 1000)
                select Bytes(length, levels, seed)
            )
            select pieces.Take(6).SelectMany(piece => piece).ToArray();
        Prop.ForAll(
                texts.ToArbitrary(),
                text =>
                {
                    byte[] encoded = Encode(text);
                    Assert.InRange(encoded.Length, 0, 32 + text.Length + (text.Length / 6)); // the bound of Snappy's own encoder
                    Assert.True(Decode(encoded, text.Length).AsSpan().SequenceEqual(text));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(5, 9));
    }

    [Fact]
    public void RepetitionsBecomeSmall()
    {
        Assert.InRange(Encode(Bytes(100_000, 1, 0)).Length, 1, 5000);
        byte[] once = Bytes(10_000, 256, 1);
        Assert.InRange(Encode([.. once, .. once]).Length - Encode(once).Length, 1, 1000);
    }

    private static byte[] Bytes(int length, int levels, int seed) =>
        [.. Enumerable.Range(1, length).Select(i => (byte)((uint)(((i + seed) * 2654435761u) >> 11) % levels))];

    private static byte[] Encode(byte[] bytes)
    {
        using var stream = new MemoryStream();
        SnappyEncoder.Encode(bytes, stream);
        return stream.ToArray();
    }

    private static byte[] Decode(byte[] bytes, int length)
    {
        var decoded = new byte[length];
        SnappyDecoder.Decode(bytes, decoded);
        return decoded;
    }
}
