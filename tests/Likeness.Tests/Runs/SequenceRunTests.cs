using System.Text;
using Likeness.Data;
using Likeness.Data.Audio;
using Likeness.Models;
using Likeness.Models.Sequences;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Runs;

/// <summary>Runs of text and of sound, from their data to what can be done with them.</summary>
public sealed class SequenceRunTests : IDisposable
{
    private const string Numbers = "x y\n1 2\n3 4\n5 6\n";

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(256)]
    [InlineData(264)]
    public void ARunOfTextDrawsScoresAndIsJudged(int vocabulary)
    {
        using var run = Text("run", 1, vocabulary);
        var text = new TextRun(run);
        Assert.Equal(vocabulary, text.Transform.Vocabulary.Count);
        string sampled = string.Concat(text.Sample("the c", 40, seed: 3));
        Assert.StartsWith(string.Concat(text.Sample("the c", 20, seed: 3)), sampled, StringComparison.Ordinal);
        Assert.NotEqual(string.Concat(text.Sample("the c", 40, seed: 4)), sampled);

        byte[] lines = Encoding.UTF8.GetBytes("the cat 3 sat.\nthe dog\nä\n");
        var scores = text.ScoreLines(lines);
        Assert.Equal([15, 8, 3], scores.ColumnValues(1));
        Assert.Equal(text.Score(lines).Nats / Math.Log(2), scores.ColumnValues(2).Sum(), 1e-9);

        var report = text.Evaluate();
        Assert.Equal(7, report.Baselines.Count);
        Assert.True(report.Likelihood.BitsPerByte is > 0 and < 8);
        Assert.All(
            new[] { run.Folder.SampleText, run.Folder.MetricsFile, run.Folder.ReportFile },
            file => Assert.True(File.Exists(file))
        );
        Assert.Contains("7-grams", File.ReadAllText(run.Folder.ReportFile), StringComparison.Ordinal);
    }

    [Fact]
    public void ARunOfTextCanBeResumedToTheSameBytes()
    {
        using var straight = Text("a", 2);
        using var broken = Text("b", 1);
        using var resumed = TrainingRun.Resume(folder.At("b"), epochs: 2, threads: 1);
        Assert.Equal(
            File.ReadAllBytes(straight.Folder.CheckpointFile),
            File.ReadAllBytes(resumed.Folder.CheckpointFile)
        );
    }

    [Fact]
    public void ARunOfSoundCanBeResumedToTheSameBytes()
    {
        using var straight = Audio("a", 2);
        using var broken = Audio("b", 1);
        using var resumed = TrainingRun.Resume(folder.At("b"), epochs: 2, threads: 1);
        Assert.Equal(
            File.ReadAllBytes(straight.Folder.CheckpointFile),
            File.ReadAllBytes(resumed.Folder.CheckpointFile)
        );
    }

    [Fact]
    public void ARunOfSoundDrawsScoresAndIsJudged()
    {
        using var run = Audio("run", 1);
        var audio = new SoundRun(run);
        Assert.Equal(8, audio.Transform.Classes.Count);
        var sampled = audio.Sample(3, 50, seed: 2);
        Assert.Equal([0, 1, 2], sampled.ClassOf);
        Assert.All(sampled.Clips, clip => Assert.Equal(50, clip.Length));
        Assert.Equal(sampled.Clips[1][..20], audio.Sample(3, 20, seed: 2).Clips[1]);
        Assert.All(audio.Sample(2, 5, classOf: 3).ClassOf, value => Assert.Equal(3, value));

        var report = audio.Evaluate();
        Assert.Equal(3, report.Baselines.Count);
        Assert.Equal(2 * 4000, report.Length);
        Assert.True(report.Likelihood.BitsPerSample > 0);
        Assert.Equal(4, Directory.GetFiles(run.Folder.AudioFolder, "*.wav").Length);
        Assert.Contains("3-grams", File.ReadAllText(run.Folder.ReportFile), StringComparison.Ordinal);
    }

    [Fact]
    public void AClipScoresTheSameWhateverStandsBesideIt()
    {
        using var run = Audio("run", 1);
        var audio = new SoundRun(run);
        var clips = audio.LoadData().Train;
        double[] together = audio.Score(clips);
        double[] alone = audio.Score(clips.Take([1]));
        Assert.Equal(alone[0], together[1], 1e-6 * Math.Abs(alone[0]));
    }

    [Fact]
    public void OneSoundIsCutInTime()
    {
        WavFile.Write(folder.At("one.wav"), new AudioClip(8000, new float[1000]));
        var data = AudioData.Load(DataSource.FromFiles(folder.At("one.wav")), 0, 0.2, 1);
        Assert.Equal((800, 100, 100), (data.Train.Samples, data.Validation.Samples, data.Test.Samples));
        Assert.Equal(400, AudioData.Load(DataSource.FromFiles(folder.At("one.wav")), 4000, 0.2, 1).Train.Samples);
    }

    [Theory]
    [InlineData("a.txt", "It was the best of times,\nit was the worst of times.\n", DataKind.Text)]
    [InlineData("a.txt", "Chapter 1\n1 day\nThe end of it all, they said.\nNo.\n", DataKind.Text)]
    [InlineData("a.md", "# 1\n2\n", DataKind.Text)]
    [InlineData("a.txt", Numbers, DataKind.Table)]
    [InlineData("a.txt", "1,2\n3,n/a\n,4\n", DataKind.Table)]
    [InlineData("a.txt", "# made by hand\n1.5\t2\n", DataKind.Table)]
    [InlineData("a.csv", "it, was\n", DataKind.Table)]
    [InlineData("a.txt", "", DataKind.Text)]
    public void ATextIsToldFromATable(string name, string content, DataKind kind)
    {
        folder.Text(name, content);
        Assert.Equal(kind, DataSource.FromFiles(folder.At(name)).Kind);
    }

    [Fact]
    public void AFolderOfSoundIsSound()
    {
        Directory.CreateDirectory(folder.At("sounds/low"));
        WavFile.Write(folder.At("sounds/low/a.wav"), new AudioClip(8000, new float[10]));
        Assert.Equal(DataKind.Audio, DataSource.FromFiles(folder.At("sounds")).Kind);
    }

    [Theory]
    [InlineData("", "the text is empty (name another file)")]
    [InlineData("It was.", "is too short to be cut into parts (give a longer one)")]
    [InlineData(
        "It was the best of times, it was.",
        "but a context of 32 needs 33 (give a longer text, or a smaller --context)"
    )]
    public void AShortTextIsRefusedInOneSentence(string content, string end)
    {
        folder.Text("short.txt", content);
        var error = Assert.Throws<LikenessException>(() => Text("run", 1, source: "short.txt"));
        Assert.EndsWith(end, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyBytesCanBeLearned()
    {
        File.WriteAllBytes(
            folder.At("odd.txt"),
            [.. Enumerable.Range(0, 4000).Select(i => (byte)((i * i) + (i >> 3)))]
        );
        using var run = Text("run", 1, source: "odd.txt");
        Assert.True(new TextRun(run).Evaluate().Likelihood.BitsPerByte > 0);
    }

    public void Dispose() => folder.Dispose();

    private Run Text(string name, int epochs, int vocabulary = 256, string? source = null)
    {
        if (source is null)
        {
            source = "book.txt";
            folder.Text(source, string.Concat(Enumerable.Range(0, 200).Select(i => $"the cat {i % 7} sat on it.\n")));
        }

        return TrainingRun.Start(
            new RunSettings
            {
                Model = "gpt2",
                Options = Gpt2TextOptions.Small with
                {
                    Epochs = epochs,
                    Vocabulary = vocabulary,
                    Schedule = LearningRateSchedule.Constant,
                },
                Data = DataSource.FromFiles(folder.At(source)),
                OutputFolder = folder.At(name),
                Threads = 1,
            }
        );
    }

    private Run Audio(string name, int epochs) =>
        TrainingRun.Start(
            new RunSettings
            {
                Model = "wavenet",
                Options = WaveNetOptions.Small with { Epochs = epochs, Schedule = LearningRateSchedule.Constant },
                Data = DataSource.Embedded("tones") with { DatasetRows = 2 },
                OutputFolder = folder.At(name),
                Threads = 1,
            }
        );
}
