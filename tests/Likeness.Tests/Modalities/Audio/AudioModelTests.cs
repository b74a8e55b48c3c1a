using Likeness.Data;
using Likeness.Modalities;
using Likeness.Modalities.Audio;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Tasks;
using Likeness.Modalities.Sequences;
using Likeness.Models;
using Likeness.Models.Sequences;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Audio;

/// <summary>Models of audio, from the data to their tasks.</summary>
public sealed class AudioModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [SkippableFact]
    public void ARunCanBeResumedToTheSameBytes()
    {
        LongTest.Require();
        using var straight = Train("a", 2);
        using var broken = Train("b", 1);
        using var resumed = TrainedModel.Resume(folder.At("b"), epochs: 2, threads: 1);
        Assert.Equal(
            File.ReadAllBytes(straight.Folder.CheckpointFile),
            File.ReadAllBytes(resumed.Folder.CheckpointFile)
        );
    }

    [SkippableFact]
    public void AModelOfAudioSamplesAndIsEvaluated()
    {
        LongTest.Require();
        using var run = Train("run", 1);
        var audio = run.As<AudioModel>();
        Assert.Equal(8, audio.Transform.Classes.Count);
        var sampled = audio.SampleClips(3, 50, seed: 2);
        Assert.Equal([0, 1, 2], sampled.ClassOf);
        Assert.All(sampled.Clips, clip => Assert.Equal(50, clip.Length));
        Assert.Equal(sampled.Clips[1][..20], audio.SampleClips(3, 20, seed: 2).Clips[1]);
        Assert.All(audio.SampleClips(2, 5, classOf: 3).ClassOf, value => Assert.Equal(3, value));

        var metrics = Assert.IsType<SequenceMetrics>(run.Evaluate(new EvaluationRequest { Samples = 5 }).Details);
        Assert.Equal(3, metrics.Baselines.Count);
        Assert.Equal(2 * 4000, metrics.Length);
        Assert.True(metrics.Likelihood.BitsPerSample > 0);
        Assert.Equal(5, Directory.GetFiles(run.Folder.PathOf("audio"), "*.wav").Length);
        Assert.Contains("3-grams", File.ReadAllText(run.Folder.ReportFile), StringComparison.Ordinal);
        Assert.Contains("bitsPerSample", File.ReadAllText(run.Folder.MetricsFile), StringComparison.Ordinal);
    }

    [Fact]
    public void AClipScoresTheSameWhateverStandsBesideIt()
    {
        using var run = Train("run", 1);
        var audio = run.As<AudioModel>();
        var clips = audio.LoadData().Train;
        double together = audio.Score(clips).LogDensity[1];
        double alone = audio.Score(clips.Take([1])).LogDensity[0];
        Assert.Equal(alone, together, 1e-6 * Math.Abs(alone));
    }

    [Fact]
    public void TasksWriteClipsAndScores()
    {
        using var run = Train("run", 1);
        var task = new SampleAudio();
        task.CheckOutput(folder.At("clips"));
        var settings = new SampleAudioSettings
        {
            Count = 2,
            Seconds = 0.01,
            Class = "E4",
        };
        task.Run(run, settings, new TaskContext { Output = folder.At("clips") });
        Assert.Equal(
            ["0001-E4.wav", "0002-E4.wav"],
            Directory.GetFiles(folder.At("clips")).Select(Path.GetFileName).Order()
        );
        Assert.Equal(80, WavFile.Read(folder.At("clips/0001-E4.wav")).Samples.Length);
        var again = task.Run(run, settings with { Count = 1 }, new TaskContext { Output = folder.At("clips") });
        Assert.Equal(
            [
                $"1 clip written to {folder.At("clips")}",
                $"1 other file of earlier outputs stays in {folder.At("clips")}",
            ],
            again.Lines
        );
        new ScoreAudio().Run(run, new ScoreAudioSettings(), new TaskContext { Output = folder.At("scores.csv") });
        Assert.Equal(3, File.ReadAllLines(folder.At("scores.csv")).Length);
        Assert.Throws<LikenessException>(() => task.CheckOutput(null));
        Assert.Throws<LikenessException>(() => task.CheckOutput(folder.At("a.mp3")));
        Assert.Throws<LikenessException>(() => task.CheckOutput(folder.At("absent/a.wav")));
    }

    [Fact]
    public void PlantedNoiseRanksFirstAndIsFlagged()
    {
        using var run = Train("run", 2);
        var audio = run.As<AudioModel>();
        var tones = audio.LoadData().Test;
        float[] noise = [.. Enumerable.Range(0, 4000).Select(i => MathF.Sin(i * i * 0.37f) * 0.9f)];
        var planted = new ClipSet(tones.Rate, [noise], tones.Classes, [3]);
        var ranking = audio.Rank(tones, falseAlarm: 0.4, anomalies: planted);
        int last = tones.Clips.Count;
        Assert.Equal(1, ranking.Ranking.Ranks[last]);
        Assert.True(ranking.Ranking.IsFlagged(last));
        Assert.Equal([.. Enumerable.Repeat(false, last), true], ranking.IsAnomaly);
        Assert.Equal(
            ["clip", "samples", "bits", "bits_per_sample", "rank", "flagged", "anomaly"],
            ranking.ToTable().Columns.Select(column => column.Name)
        );
        Assert.Equal(audio.ScoreClips(tones).ColumnValues(2), ranking.ToTable().ColumnValues(2)[..last]);
    }

    [Fact]
    public void TestAudioHasNoPartInTraining()
    {
        byte[][] checkpoints =
        [
            .. new[] { 0.1f, 0.9f }.Select(
                (last, i) =>
                {
                    float[] samples = [.. Enumerable.Range(0, 4000).Select(t => MathF.Sin(t * 0.3f) / 2)];
                    samples.AsSpan(3400).Fill(last);
                    WavFile.Write(folder.At("one.wav"), new AudioClip(8000, samples));
                    using var run = Train($"run{i}", 1, DataSource.FromFiles(folder.At("one.wav")));
                    return File.ReadAllBytes(run.Folder.CheckpointFile);
                }
            ),
        ];
        Assert.Equal(checkpoints[0], checkpoints[1]);
    }

    [Fact]
    public void TooLittleAudioToCompareStillHasAReport()
    {
        float[] samples = [.. Enumerable.Range(0, 4000).Select(t => MathF.Sin(t * 0.3f) / 2)];
        WavFile.Write(folder.At("one.wav"), new AudioClip(8000, samples));
        using var run = Train("run", 1, DataSource.FromFiles(folder.At("one.wav")));
        var outcome = run.Evaluate(new EvaluationRequest { Samples = 2 });
        Assert.Null(outcome.Verdict);
        Assert.Contains(
            "There is too little audio for a verdict. The test clips hold 3 windows of 256 samples; give at least 20, because fewer cannot be compared (train with more audio, or with more of it held out: --holdout 0.3).",
            outcome.Warnings
        );
        Assert.True(File.Exists(run.Folder.ReportFile));
    }

    [Fact]
    public void FilesOfDifferentRatesAreComparedAtTheLowest()
    {
        var random = new Random(1);
        foreach (var (name, rate) in new[] { ("real", 16_000), ("generated", 8_000) })
        {
            Directory.CreateDirectory(folder.At(name));
            for (int i = 0; i < 24; i++)
            {
                float[] noise = [.. Enumerable.Range(0, rate / 2).Select(_ => random.NextSingle() - 0.5f)];
                WavFile.Write(folder.At($"{name}/{i:00}.wav"), new AudioClip(rate, noise));
            }
        }

        var outcome = new AudioModality().Evaluate(
            new EvaluatedFiles(DataSource.FromFiles(folder.At("real")), DataSource.FromFiles(folder.At("generated"))),
            new EvaluationRequest(),
            progress: null,
            CancellationToken.None
        );
        Assert.Equal("audio of 8,000 samples per second", outcome.Subject);
        Assert.Equal(
            "The rates differ: the real clips have 16,000 samples per second and the generated ones 8,000; all are compared at 8,000, so what lies above 4,000 Hz is not.",
            outcome.Warnings[0]
        );
    }

    [Fact]
    public void OneClipIsCutInTime()
    {
        WavFile.Write(folder.At("one.wav"), new AudioClip(8000, new float[1000]));
        var data = Read(0, validation: 0.1);
        Assert.Equal((700, 100, 200), (data.Train.Samples, data.Validation.Samples, data.Test.Samples));
        var former = Read(0, validation: null);
        Assert.Equal((800, 100, 100), (former.Train.Samples, former.Validation.Samples, former.Test.Samples));
        Assert.Equal(350, Read(4000, validation: 0.1).Train.Samples);

        DataSplit<ClipSet> Read(int rate, double? validation) =>
            new AudioModality().Read(
                DataSource.FromFiles(folder.At("one.wav")),
                WaveNetOptions.Small with
                {
                    SampleRate = rate,
                },
                new SplitSettings(0.2, validation, 1)
            );
    }

    [Fact]
    public void RunsOfFormatOneHalveTheTestClips()
    {
        var clips = new ClipSplits(new ClipSet(8000, [.. Enumerable.Range(0, 50).Select(i => new float[] { i })]));
        var former = AudioParts.Split(clips, limit: null, new SplitSettings(0.2, Validation: null, 7));
        var current = AudioParts.Split(clips, limit: null, new SplitSettings(0.2, 0.1, 7));
        Assert.Equal(
            (40, 5, 5),
            (Numbers(former.Train).Length, Numbers(former.Validation).Length, Numbers(former.Test).Length)
        );
        Assert.Equal(
            (35, 5, 10),
            (Numbers(current.Train).Length, Numbers(current.Validation).Length, Numbers(current.Test).Length)
        );
        Assert.Equal(Numbers(current.Test), Numbers(former.Validation).Concat(Numbers(former.Test)).Order());

        // Two test clips are too few to split: they are used for both.
        var few = AudioParts.Split(
            new ClipSplits(clips.Train.Take([.. Enumerable.Range(0, 8)])),
            limit: null,
            new SplitSettings(0.25, Validation: null, 7)
        );
        Assert.Equal(Numbers(few.Validation), Numbers(few.Test));

        static float[] Numbers(ClipSet set) => [.. set.Clips.Select(clip => clip[0])];
    }

    [Fact]
    public void AFolderOfAudioIsAudio()
    {
        Directory.CreateDirectory(folder.At("clips/low"));
        WavFile.Write(folder.At("clips/low/a.wav"), new AudioClip(8000, new float[10]));
        Assert.Equal("audio", DataSource.FromFiles(folder.At("clips")).Modality.Name);
        Assert.Equal("audio", DataSource.FromFiles(folder.At("clips/low/a.wav")).Modality.Name);
        Assert.Equal("audio", DataSource.Embedded("tones").Modality.Name);
    }

    public void Dispose() => folder.Dispose();

    private TrainedModel Train(string name, int epochs, DataSource? source = null) =>
        TrainedModel.Train(
            new RunSettings
            {
                Model = "wavenet",
                Options = WaveNetOptions.Small with { Epochs = epochs, Schedule = LearningRateSchedule.Constant },
                Data = source ?? DataSource.Embedded("tones") with { DatasetRows = 2 },
                OutputFolder = folder.At(name),
                Threads = 1,
            }
        );
}
