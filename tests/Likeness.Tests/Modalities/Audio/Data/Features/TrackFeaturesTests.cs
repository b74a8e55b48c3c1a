using System.Text;
using System.Text.Json;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Data.Features;
using Likeness.Tests.House;

namespace Likeness.Tests.Modalities.Audio.Data.Features;

/// <summary>Features of clips in time, which models are conditioned on.</summary>
public sealed class TrackFeaturesTests
{
    private const int Rate = 8000;

    [Fact]
    public void The_pitch_is_that_of_an_independent_program()
    {
        var golden = JsonSerializer.Deserialize<GoldenPitch[]>(
            Encoding.UTF8.GetBytes(Repository.Read("tests/golden/pitch.json")),
            JsonSerializerOptions.Web
        )!;
        Assert.Equal(5, golden.Length);
        foreach (var one in golden)
        {
            var (frequency, aperiodicity) = new Pitch(one.Rate).Measure(one.Samples);
            Assert.Equal(one.Frequency, frequency, 1e-9 * one.Frequency);
            Assert.Equal(one.Aperiodicity, aperiodicity, 1e-9);
        }
    }

    [Fact]
    public void A_sine_has_its_loudness_and_pitch()
    {
        var track = new TrackFeatures(LocalConditioning.LoudnessPitch, Rate).Of(Sine(300, 0.5f, 4000));
        var values = new float[3];
        track.Read(2000, values);
        Assert.Equal(1 + (10 * Math.Log10(0.125) / 60), values[0], 0.01);
        Assert.InRange(values[1], 0.95, 1);
        Assert.Equal(Math.Log2(300 / 220.0), values[2], 0.01);
    }

    [Fact]
    public void Features_lie_on_lines_between_frames_and_are_zero_outside_the_clip()
    {
        var track = new FeatureTrack([1, 5, 2, 7, 4, 9, 0, 0], Features: 2, Hop: 10, Length: 25);
        var values = new float[2 * 40];
        track.Read(-5, values);
        Assert.All(values[..10], value => Assert.Equal(0, value));
        Assert.Equal([1, 5], values[10..12]);
        Assert.Equal([1.5f, 6], values[20..22]);
        Assert.Equal([3, 8], values[40..42]);
        Assert.All(values[60..], value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(LocalConditioning.Loudness, 1)]
    [InlineData(LocalConditioning.Pitch, 2)]
    [InlineData(LocalConditioning.LoudnessPitch, 3)]
    [InlineData(LocalConditioning.Mel, 40)]
    public void Silence_has_no_features(LocalConditioning kind, int count)
    {
        var features = new TrackFeatures(kind, Rate);
        Assert.Equal(count, features.Count);
        foreach (int length in new[] { 0, 1, 79, 80, 4000 })
        {
            var track = features.Of(new float[length]);
            var values = new float[(length + 2) * count];
            track.Read(-1, values);
            Assert.All(values, value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void The_mel_band_of_a_sine_is_the_loudest()
    {
        var values = new float[40];
        new TrackFeatures(LocalConditioning.Mel, Rate).Of(Sine(1000, 1, 4000)).Read(2000, values);
        int loudest = values.IndexOf(values.Max());
        // Bands are evenly spaced in mel from 0 to 4,000 Hz (2,146 mel); 1,000 Hz are 1,000 mel.
        Assert.InRange(loudest, 17, 19);
        Assert.True(values[35] < values[loudest] - 0.3);
    }

    [Fact]
    public void A_pitch_is_kept_between_voiced_frames()
    {
        float[] samples = [.. Sine(250, 0.5f, 2000), .. new float[2000], .. Sine(500, 0.5f, 2000)];
        var features = new TrackFeatures(LocalConditioning.Pitch, Rate);
        var values = new float[2];
        features.Of(samples).Read(3000, values);
        Assert.Equal(0, values[0]);
        Assert.InRange(values[1], Math.Log2(300 / 220.0), Math.Log2(420 / 220.0));
        double[] frequencies = features.Frequencies(samples);
        Assert.Equal(250, frequencies[10], 2.0);
        Assert.Equal(double.NaN, frequencies[37]);
        Assert.Equal(500, frequencies[60], 5.0);
    }

    private static float[] Sine(double frequency, float amplitude, int length) =>
        [
            .. Enumerable
                .Range(0, length)
                .Select(i => amplitude * MathF.Sin((float)(2 * Math.PI * frequency * i / Rate))),
        ];
}

/// <summary>What tests/golden/pitch.py wrote.</summary>
internal sealed record GoldenPitch(int Rate, float[] Samples, double Frequency, double Aperiodicity);
