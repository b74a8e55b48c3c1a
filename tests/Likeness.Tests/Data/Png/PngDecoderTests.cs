using System.Buffers.Binary;
using System.Text.Json;
using Likeness.Data.Png;
using Likeness.Interop;
using Likeness.Tests.House;

namespace Likeness.Tests.Data.Png;

public sealed class PngDecoderTests
{
    private static readonly Dictionary<string, Golden> Goldens = JsonSerializer.Deserialize<Dictionary<string, Golden>>(
        Repository.Read("tests/golden/png.json"),
        JsonSerializerOptions.Web
    )!;

    public static TheoryData<string> Names => [.. Goldens.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void GivesThePixelsThatPillowGives(string name)
    {
        var golden = Goldens[name];
        var image = PngDecoder.Decode(golden.Png, name);
        Assert.Equal((golden.Width, golden.Height, golden.Channels), (image.Width, image.Height, image.Channels));
        Assert.Equal(golden.Pixels, image.Pixels);
    }

    [Fact]
    public void AFileCutShortAnywhereIsOneClearSentence()
    {
        byte[] whole = Goldens["RGB"].Png;
        for (int length = 0; length < whole.Length; length++)
        {
            var error = Assert.Throws<LikenessException>(() => PngDecoder.Decode(whole.AsSpan(0, length), "cut.png"));
            Assert.StartsWith("cut.png: ", error.Message);
        }
    }

    [Fact]
    public void AFlippedBitAnywhereIsNoticed()
    {
        byte[] whole = Goldens["palette of 4 bits"].Png;
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x10;
            Assert.Throws<LikenessException>(() => PngDecoder.Decode(damaged, "damaged.png"));
        }
    }

    [Theory]
    [InlineData(24, 16, "16 bits per sample")]
    [InlineData(25, 5, "colour type 5")]
    [InlineData(28, 1, "interlaced")]
    [InlineData(16, 200, "65535 per side")]
    [InlineData(19, 0, "65535 per side")]
    [InlineData(18, 40, "more than its ")]
    public void WhatIsNotReadIsRefusedByName(int at, byte value, string expected)
    {
        byte[] changed = [.. Goldens["one pixel"].Png];
        changed[at] = value;
        BinaryPrimitives.WriteUInt32BigEndian(
            changed.AsSpan(29),
            Crc32.Compute(changed.AsSpan(12, 4), changed.AsSpan(16, 13))
        );
        var error = Assert.Throws<LikenessException>(() => PngDecoder.Decode(changed, "odd.png"));
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void AnAnimationIsRefused()
    {
        byte[] whole = Goldens["one pixel"].Png;
        byte[] control = [0, 0, 0, 8, .. "acTL"u8, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(
            control.AsSpan(16),
            Crc32.Compute(control.AsSpan(4, 4), control.AsSpan(8, 8))
        );
        byte[] animated = [.. whole[..33], .. control, .. whole[33..]];
        var error = Assert.Throws<LikenessException>(() => PngDecoder.Decode(animated, "moving.png"));
        Assert.StartsWith("moving.png: an animated PNG is not read", error.Message);
    }

    private sealed record Golden(int Width, int Height, int Channels, byte[] Png, byte[] Pixels);
}
