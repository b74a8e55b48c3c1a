using Likeness.Modalities.Audio.Data;

namespace Likeness.Tests.Modalities.Audio.Data;

public sealed class ResamplingTests
{
    private static readonly GoldenResampling[] Expected = GoldenAudio.Read().Resampled;

    [Fact]
    public void Samples_are_those_of_the_definition()
    {
        float[] noise = [.. Enumerable.Range(1, 60).Select(i => (float)Math.Sin(0.7390851 * i * i))];
        foreach (var golden in Expected)
        {
            var clip = Resampling.To(new AudioClip(golden.From, noise), golden.To);
            Assert.Equal(golden.To, clip.Rate);
            Assert.Equal(golden.Samples.Length, clip.Samples.Length);
            Assert.All(clip.Samples.Zip(golden.Samples), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        }
    }

    [Theory]
    [InlineData(48_000, 16_000)]
    [InlineData(44_100, 16_000)]
    [InlineData(8_000, 44_100)]
    [InlineData(16_000, 15_991)] // as many phases as samples per second
    public void A_sine_below_the_band_s_end_stays_itself_and_one_above_is_gone(int from, int to)
    {
        AssertSine(from, to, 0.2 * Math.Min(from, to), gain: 1);
        if (to < from)
        {
            AssertSine(from, to, Math.Min(0.55 * to, 0.5 * from), gain: to > 0.9 * from ? null : 0);
        }
    }

    [Fact]
    public void The_same_rate_changes_nothing()
    {
        var clip = new AudioClip(8_000, [1, 2, 3]);
        Assert.Same(clip, Resampling.To(clip, 8_000));
    }

    private static void AssertSine(int from, int to, double frequency, double? gain)
    {
        float[] Sine(int rate, int count) =>
            [.. Enumerable.Range(0, count).Select(i => (float)Math.Sin(2 * Math.PI * frequency * i / rate))];
        float[] found = Resampling.To(new AudioClip(from, Sine(from, from / 20)), to).Samples;
        float[] ideal = Sine(to, found.Length);
        for (int i = found.Length / 4; gain is double factor && i < found.Length * 3 / 4; i++)
        {
            Assert.Equal(ideal[i] * factor, found[i], 2e-3);
        }
    }
}
