using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Likeness.Modalities.Audio.Data;
using Likeness.Testing;
using Likeness.Tests.House;

namespace Likeness.Tests.Modalities.Audio.Data;

public sealed class WavFileTests : IDisposable
{
    private static readonly GoldenAudio Expected = GoldenAudio.Read();

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Files => [.. Expected.Files.Keys];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void Samples_are_those_that_SciPy_reads(string name)
    {
        var golden = Expected.Files[name];
        string path = folder.Bytes("a.wav", golden.File);
        var clip = WavFile.Read(path, mixDown: true);
        Assert.Equal(golden.Rate, clip.Rate);
        Assert.Equal(golden.Samples.Select(value => (float)value), clip.Samples);
        if (golden.Channels > 1)
        {
            var refused = Assert.Throws<LikenessException>(() => WavFile.Read(path));
            Assert.Contains($"has {golden.Channels} channels", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_written_are_the_bytes_that_Python_writes()
    {
        float[] samples = Array.ConvertAll<short, float>([0, 1, -1, 32767, -32768, 1234, -4321], x => x / 32_768f);
        WavFile.Write(folder.At("a.wav"), new AudioClip(16_000, samples));
        Assert.Equal(Expected.Written, File.ReadAllBytes(folder.At("a.wav")));
        Assert.Equal(samples, WavFile.Read(folder.At("a.wav")).Samples);
    }

    [Fact]
    public void Samples_beyond_full_scale_are_cut()
    {
        WavFile.Write(folder.At("a.wav"), new AudioClip(8_000, [2, -2, 1, -1]));
        Assert.Equal([32_767 / 32_768f, -1, 32_767 / 32_768f, -1], WavFile.Read(folder.At("a.wav")).Samples);
        Assert.Equal(["a.wav"], Directory.GetFiles(folder.Location).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        byte[] whole = Expected.Files["24 bits, three channels, extensible"].File;
        for (int length = 0; length < whole.Length; length++)
        {
            Refuse(whole[..length], "");
        }
    }

    [Theory]
    [InlineData(4, 0xFFFF_FFFF, null)] // the total length is ignored
    [InlineData(16, 0xFFFF_FFF0, "a part of it claims 4294967280 bytes, and 38 are left")]
    [InlineData(16, 14, "its format chunk has 14 bytes")]
    [InlineData(22, 0x3E80_0000, "it claims 0 channels at 16000 samples per second")]
    [InlineData(24, 0, "it claims 1 channels at 0 samples per second")]
    [InlineData(24, 0xFFFF_FFFF, "it claims 1 channels at 4294967295 samples per second")]
    [InlineData(20, 0x0001_0007, "its samples are μ-law of 16 bits")]
    [InlineData(32, 0x0010_0003, "it claims 3 bytes for 1 samples of 16 bits, which is not 2")]
    [InlineData(40, 0, "it has no samples")]
    [InlineData(40, 13, "no multiple of 2")]
    [InlineData(40, 0xFFFF_FFFF, "a part of it claims 4294967295 bytes, and 14 are left")]
    [InlineData(36, 0x4B4E_554A, "it has no samples")]
    [InlineData(0, 0x5846_4952, "it does not begin with RIFF")]
    public void A_damaged_header_is_told(int place, uint value, string? message)
    {
        byte[] file = [.. Expected.Written];
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(place), value);
        if (message is null)
        {
            Assert.Equal(7, WavFile.Read(folder.Bytes("a.wav", file)).Samples.Length);
        }
        else
        {
            Refuse(file, message);
        }
    }

    [Fact]
    public void A_sample_that_is_no_number_is_told()
    {
        byte[] file = [.. Expected.Files["floats, extensible"].File];
        BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(file.Length - 8), float.NaN);
        Refuse(file, "sample 9 is NaN");
    }

    [Fact]
    public void No_changed_byte_is_answered_but_by_samples_or_one_sentence()
    {
        byte[] whole = Expected.Files["24 bits, three channels, extensible"].File;
        for (int place = 0; place < whole.Length; place++)
        {
            foreach (byte change in new byte[] { 0xFF, 0x01, 0x80 })
            {
                byte[] file = [.. whole];
                file[place] ^= change;
                var error = Record.Exception(() => WavFile.Read(folder.Bytes("a.wav", file), mixDown: true));
                Assert.True(error is null or LikenessException, $"byte {place}: {error}");
            }
        }
    }

    [SkippableFact]
    public void A_spoken_phrase_is_read()
    {
        var clip = WavFile.Read(SharedData.Require("audio/front_center_16k.wav"));
        Assert.Equal((16_000, 22_849), (clip.Rate, clip.Samples.Length));
        Assert.InRange(clip.Samples.Max(), 0.05f, 1);
    }

    private void Refuse(byte[] file, string message)
    {
        string path = folder.Bytes("a.wav", file);
        var refused = Assert.Throws<LikenessException>(() => WavFile.Read(path, mixDown: true));
        Assert.StartsWith($"{path}: this is not a valid WAVE file: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }
}

/// <summary>What tests/golden/audio.py wrote.</summary>
internal sealed record GoldenAudio(
    Dictionary<string, GoldenWav> Files,
    byte[] Written,
    GoldenMuLaw MuLaw,
    GoldenResampling[] Resampled
)
{
    public static GoldenAudio Read() =>
        JsonSerializer.Deserialize<GoldenAudio>(
            Encoding.UTF8.GetBytes(Repository.Read("tests/golden/audio.json")),
            JsonSerializerOptions.Web
        )!;
}

internal sealed record GoldenWav(byte[] File, int Rate, int Channels, double[] Samples);

internal sealed record GoldenMuLaw(float[] Samples, int[] Levels, double[] Middles);

internal sealed record GoldenResampling(int From, int To, double[] Samples);
