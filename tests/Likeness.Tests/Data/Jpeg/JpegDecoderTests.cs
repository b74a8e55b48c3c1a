using System.Security.Cryptography;
using Likeness.Data;
using Likeness.Data.Jpeg;
using Likeness.Testing;

namespace Likeness.Tests.Data.Jpeg;

public sealed class JpegDecoderTests
{
    private static readonly byte[] Baseline = GoldenJpeg.All["baseline 4:2:0"].Jpeg;

    [Theory]
    [MemberData(nameof(GoldenJpeg.Names), MemberType = typeof(GoldenJpeg))]
    public void Pixels_equal_those_of_libjpeg(string name)
    {
        var golden = GoldenJpeg.All[name];
        var image = JpegDecoder.Decode(golden.Jpeg, name);
        Assert.Equal((golden.Width, golden.Height, golden.Channels), (image.Width, image.Height, image.Channels));
        Assert.Equal(golden.Pixels, image.Pixels);
    }

    [Theory]
    [InlineData(1, "123 456")]
    [InlineData(2, "321 654")]
    [InlineData(3, "654 321")]
    [InlineData(4, "456 123")]
    [InlineData(5, "14 25 36")]
    [InlineData(6, "41 52 63")]
    [InlineData(7, "63 52 41")]
    [InlineData(8, "36 25 14")]
    public void Pictures_are_turned_as_Exif_asks(int orientation, string rows)
    {
        var seen = ExifOrientation.Apply(new PixelImage(3, 2, 1, [.. "123456"u8]), orientation);
        Assert.Equal(rows.Replace(" ", ""), System.Text.Encoding.ASCII.GetString(seen.Pixels));
        Assert.Equal((rows.Split(' ').Length, rows.Split(' ')[0].Length), (seen.Height, seen.Width));
    }

    [Theory]
    [InlineData(true, 6)]
    [InlineData(false, 6)]
    [InlineData(true, 9)] // no orientation
    public void The_orientation_is_read_in_both_byte_orders(bool isLittle, byte orientation)
    {
        var golden = GoldenJpeg.All["baseline 4:2:0"];
        byte[] tiff = isLittle
            ? [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]
            : [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
        byte[] exif = [0xFF, 0xE1, 0, (byte)(2 + 6 + tiff.Length), .. "Exif\0\0"u8, .. tiff];
        var stored = new PixelImage(golden.Width, golden.Height, golden.Channels, golden.Pixels);
        var expected = orientation == 6 ? ExifOrientation.Apply(stored, 6) : stored;
        var image = JpegDecoder.Decode([.. golden.Jpeg[..2], .. exif, .. golden.Jpeg[2..]], "x.jpg");
        Assert.Equal((expected.Width, expected.Height), (image.Width, image.Height));
        Assert.Equal(expected.Pixels, image.Pixels);
    }

    [Fact]
    public void Without_a_marker_the_identifiers_tell_RGB()
    {
        var golden = GoldenJpeg.All["RGB under Adobe's marker"];
        int at = golden.Jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xEE]);
        byte[] file = [.. golden.Jpeg[..at], .. golden.Jpeg[(at + 16)..]];
        Assert.Equal(golden.Pixels, JpegDecoder.Decode(file, "x.jpg").Pixels);
    }

    [SkippableFact]
    public void The_picture_of_the_origin_equals_that_of_libjpeg()
    {
        var image = JpegDecoder.Decode(SharedData.Require("pi/sparse_pi_colored.jpg"));
        Assert.Equal((300, 300, 3), (image.Width, image.Height, image.Channels));
        long[] sums = new long[3];
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            sums[i % 3] += image.Pixels[i];
        }

        Assert.Equal([826489, 797034, 1380174], sums);
        Assert.Equal(
            "16cdbce0601dcdc798cf82e76649f6ce04671af80d86a6168b0962de4e5ac0ff",
            Convert.ToHexStringLower(SHA256.HashData(image.Pixels))
        );
    }

    [Theory]
    [InlineData(0xC3, "losslessly")]
    [InlineData(0xC5, "hierarchically")]
    [InlineData(0xC9, "arithmetic coding")]
    [InlineData(0xCA, "arithmetic coding")]
    public void Other_codings_are_refused_by_name(byte marker, string expected)
    {
        byte[] file = [.. Baseline];
        file[FrameHeader(file) + 1] = marker;
        Refuses(file, $"x.jpg: the JPEG is of an unsupported kind: it ", expected);
    }

    [Fact]
    public void Twelve_bits_are_refused()
    {
        byte[] file = [.. Baseline];
        file[FrameHeader(file) + 4] = 12;
        Refuses(file, "unsupported kind", "12-bit samples");
    }

    [Fact]
    public void Five_components_are_refused()
    {
        int at = FrameHeader(Baseline);
        byte[] file = [.. Baseline[..(at + 19)], 4, 0x11, 0, 5, 0x11, 0, .. Baseline[(at + 19)..]];
        file[at + 3] += 6;
        file[at + 9] = 5;
        Refuses(file, "unsupported kind", "5 colour components");
    }

    [Fact]
    public void A_size_that_the_file_cannot_hold_is_refused_before_room_is_made()
    {
        byte[] file = [.. Baseline];
        file.AsSpan(FrameHeader(file) + 5, 4).Fill(0xFF);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refuses(file, "is damaged", "65535×65535 pixels, more than the file can hold");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("\u0089PNG")]
    public void What_is_no_JPEG_is_refused(string content) =>
        Refuses([.. content.Select(c => (byte)c)], "x.jpg: this is not a JPEG picture");

    [Theory]
    [InlineData("baseline 4:2:0")]
    [InlineData("restart markers")]
    [InlineData("progressive 4:2:2 with restart markers")]
    public void Every_shorter_file_is_refused(string name)
    {
        byte[] whole = GoldenJpeg.All[name].Jpeg;
        for (int length = 0; length < whole.Length; length++)
        {
            Refuses(whole[..length], "x.jpg: ");
        }
    }

    [Theory]
    [MemberData(nameof(GoldenJpeg.Names), MemberType = typeof(GoldenJpeg))]
    public void Changed_bytes_give_a_picture_or_one_sentence(string name)
    {
        byte[] whole = GoldenJpeg.All[name].Jpeg;
        var random = new Random(11);
        for (int trial = 0; trial < 400; trial++)
        {
            byte[] file = [.. whole];
            for (int change = trial % 3; change >= 0; change--)
            {
                file[random.Next(2, file.Length)] = (byte)random.Next(256);
            }

            try
            {
                var image = JpegDecoder.Decode(file, "x.jpg");
                Assert.Equal(image.Width * image.Height * image.Channels, image.Pixels.Length);
            }
            catch (LikenessException refused)
            {
                Assert.StartsWith("x.jpg: ", refused.Message, StringComparison.Ordinal);
            }
        }
    }

    private static int FrameHeader(byte[] file) => file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);

    private static void Refuses(byte[] file, params string[] parts)
    {
        var refused = Assert.Throws<LikenessException>(() => JpegDecoder.Decode(file, "x.jpg"));
        Assert.All(parts, part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
    }
}
