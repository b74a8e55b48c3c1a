using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Data.Features;
using Likeness.Modalities.Audio.Datasets;

namespace Likeness.Tests.Modalities.Audio.Data;

public sealed class GlidesDatasetTests
{
    [Fact]
    public void Pitch_and_loudness_change_within_a_clip()
    {
        var glides = AudioDatasetRegistry.Find("glides").Dataset.Load(seed: 3);
        Assert.Equal(
            (200, 20, 20),
            (glides.Train.Clips.Count, glides.Validation!.Clips.Count, glides.Test!.Clips.Count)
        );
        Assert.Empty(glides.Train.Classes);
        var features = new TrackFeatures(LocalConditioning.LoudnessPitch, glides.Train.Rate);
        foreach (float[] clip in glides.Test.Clips.Take(5))
        {
            double[] voiced = [.. features.Frequencies(clip).Where(double.IsFinite)];
            Assert.True(voiced.Length > 60);
            Assert.InRange(voiced.Order().ElementAt(voiced.Length / 20), 140, 560);
            Assert.True(voiced.Max() > 1.2 * voiced.Min());
            Assert.InRange(clip.Max(Math.Abs), 0.05, 1);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_samples()
    {
        var first = new GlidesDataset().Load(seed: 3);
        Assert.Equal(first.Train.Clips, new GlidesDataset().Load(seed: 3).Train.Clips);
        Assert.NotEqual(first.Train.Clips[0], new GlidesDataset().Load(seed: 4).Train.Clips[0]);
        Assert.NotEqual(first.Train.Clips[0], first.Test!.Clips[0]);
    }
}
