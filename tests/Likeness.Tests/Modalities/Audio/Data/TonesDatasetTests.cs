using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Datasets;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Audio.Data;

public sealed class TonesDatasetTests
{
    private static readonly ClipSplits Tones = AudioDatasetRegistry.Find("tones").Dataset.Load(seed: 3);

    [Fact]
    public void Every_clip_has_its_pitch()
    {
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(Tones.Test!.Factors["pitch"][i], Pitch(Tones.Test[i]), Tones.Test.Factors["pitch"][i] * 0.004);
        }
    }

    [Fact]
    public void Classes_are_the_nearest_notes()
    {
        double[] notes = [261.63, 293.66, 329.63, 349.23, 392, 440, 493.88, 523.25];
        Assert.All(
            Tones.Train.Factors["pitch"].Zip(Tones.Train.ClassOf),
            pair => Assert.InRange(12 * Math.Abs(Math.Log2(pair.First / notes[pair.Second])), 0, 0.201)
        );
        Assert.Equal(8, Tones.Train.ClassOf.Distinct().Count());
    }

    [Fact]
    public void The_same_seed_gives_the_same_samples_and_a_file_keeps_them()
    {
        var again = new TonesDataset().Load(seed: 3);
        Assert.Equal(Tones.Train.Clips, again.Train.Clips);
        Assert.NotEqual(Tones.Train.Clips[0], new TonesDataset().Load(seed: 4).Train.Clips[0]);
        using var folder = new TemporaryFolder();
        WavFile.Write(folder.At("a.wav"), Tones.Train[0]);
        Assert.Equal(Tones.Train.Clips[0], WavFile.Read(folder.At("a.wav")).Samples);
    }

    [Fact]
    public void A_name_that_is_none_is_told() =>
        Assert.Contains(
            "did you mean tones?",
            Assert.Throws<LikenessException>(() => AudioDatasetRegistry.Find("tone")).Message,
            StringComparison.Ordinal
        );

    /// <summary>The frequency of the strongest sine near the fundamental, by a fine search.</summary>
    private static double Pitch(AudioClip clip)
    {
        double Power(double frequency)
        {
            double step = 2 * Math.PI * frequency / clip.Rate;
            double cosine = 0;
            double sine = 0;
            for (int i = 0; i < clip.Samples.Length; i++)
            {
                cosine += clip.Samples[i] * Math.Cos(step * i);
                sine += clip.Samples[i] * Math.Sin(step * i);
            }

            return (cosine * cosine) + (sine * sine);
        }

        return Enumerable.Range(0, 290).Select(i => 250 * Math.Pow(1.0027, i)).Where(f => f < 540).MaxBy(Power);
    }
}
