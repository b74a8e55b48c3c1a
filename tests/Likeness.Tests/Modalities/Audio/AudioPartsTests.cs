using Likeness.Data;
using Likeness.Modalities.Audio;
using Likeness.Modalities.Audio.Data;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Audio;

public sealed class AudioPartsTests
{
    private static readonly SplitSettings Usual = new(0.2, 0.1, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void FewClipsAreEachSplitInTime(int count)
    {
        var parts = AudioParts.Split(new ClipSplits(Clips(count, 1000)), limit: null, Usual);
        Assert.Equal((700, 100, 200), (Length(parts.Train), Length(parts.Validation), Length(parts.Test)));
        Assert.All([parts.Train, parts.Validation, parts.Test], part => Assert.Equal(count, part.Clips.Count));
        Assert.Equal(["a", "b"], parts.Test.Classes);

        static int Length(ClipSet clips) => clips.Clips.Select(clip => clip.Length).Distinct().Single();
    }

    [Fact]
    public void EightClipsAreSplitAsTheyAre() =>
        Assert.Equal(2, AudioParts.Split(new ClipSplits(Clips(8, 1000)), limit: null, Usual).Test.Clips.Count);

    [Fact]
    public void AClipOfOtherClassesOrRateIsRefusedBeforeTraining()
    {
        var encoding = new AudioEncoding(new AudioTransform(8000, 4, 4, ["a", "b"]));
        Assert.NotEqual(0, encoding.Examples(Clips(2, 100), isTraining: true).Count);
        Refuse("have no classes, which the run's model needs", new ClipSet(8000, [new float[100]]));
        Refuse("have 1 classes", new ClipSet(8000, [new float[100]], ["a"], [0]));
        Refuse("have 4000 samples per second", new ClipSet(4000, [new float[100]], ["a", "b"], [0]));

        void Refuse(string expected, ClipSet clips) =>
            Assert.Contains(
                expected,
                Assert.Throws<LikenessException>(() => encoding.Examples(clips, isTraining: true)).Message
            );
    }

    [Fact]
    public void SamplesAreFinite() =>
        Assert.Contains(
            "Sample 1 of clip 0 is NaN",
            Assert
                .Throws<ArgumentException>(() =>
                    new ClipSet(
                        8000,
                        [
                            [0, float.NaN],
                        ]
                    )
                )
                .Message
        );

    [Fact]
    public void ClipsKeepTheirFiles()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["x/a.wav", "y/b.wav", "y/c.wav"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.At(name))!);
            WavFile.Write(folder.At(name), new AudioClip(8000, new float[100]));
        }

        Assert.Equal(["y/c.wav", "x/a.wav"], ClipFolder.Read(folder.At(".")).Take([2, 0]).Files);
    }

    private static ClipSet Clips(int count, int length) =>
        new(
            8000,
            [.. Enumerable.Range(0, count).Select(_ => new float[length])],
            ["a", "b"],
            [.. Enumerable.Range(0, count).Select(i => i % 2)]
        );
}
