using Likeness.Compute.Cpu;
using Likeness.Evaluation.Verdicts;
using Likeness.Evaluation.Windows;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Datasets;
using Likeness.Modalities.Audio.Evaluation;
using Likeness.Models.Sequences;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Audio.Evaluation;

public sealed class AudioEvaluatorTests
{
    private static readonly WindowEvaluationSettings Quick = new() { BaselineRepeats = 5, Resamples = 40 };
    private static readonly ClipSplits Tones = new TonesDataset().Load(1);
    private static readonly ClipSplits OtherTones = new TonesDataset().Load(2);
    private static readonly ClipSet Train = Part(Tones.Train, 0, 120);
    private static readonly ClipSet Test = Tones.Test!;

    public static TheoryData<string, SimilarityLevel, SimilarityLevel, NoveltyLevel> Stages =>
        new()
        {
            { "honest", SimilarityLevel.Indistinguishable, SimilarityLevel.Indistinguishable, NoveltyLevel.New },
            { "half copies", SimilarityLevel.Indistinguishable, SimilarityLevel.Close, NoveltyLevel.Copies },
            { "shifted copies", SimilarityLevel.Indistinguishable, SimilarityLevel.Poor, NoveltyLevel.Copies },
            { "scaled copies", SimilarityLevel.Indistinguishable, SimilarityLevel.Poor, NoveltyLevel.Copies },
            { "noisy copies", SimilarityLevel.Indistinguishable, SimilarityLevel.Poor, NoveltyLevel.NearCopies },
            { "four notes", SimilarityLevel.Close, SimilarityLevel.Poor, NoveltyLevel.New },
            { "noise", SimilarityLevel.Poor, SimilarityLevel.Poor, NoveltyLevel.Undetermined },
            { "silence", SimilarityLevel.Poor, SimilarityLevel.Poor, NoveltyLevel.Undetermined },
            { "one clip", SimilarityLevel.Poor, SimilarityLevel.Poor, NoveltyLevel.Undetermined },
            { "2-grams", SimilarityLevel.Poor, SimilarityLevel.Poor, NoveltyLevel.Undetermined },
        };

    [SkippableTheory]
    [MemberData(nameof(Stages))]
    public void Each_staged_set_gets_its_verdict(
        string stage,
        SimilarityLevel best,
        SimilarityLevel worst,
        NoveltyLevel novelty
    )
    {
        LongTest.Require();
        AudioEvaluation report = AudioEvaluator.Evaluate(Train, Test, Staged(stage), Quick);
        Assert.True(
            report.Verdict.Level >= best && report.Verdict.Level <= worst,
            $"{report.Verdict.Level}: {string.Join("\n", report.Verdict.Evidence)}"
        );
        Assert.Equal(novelty, report.Verdict.Novelty);
    }

    [Fact]
    public void Without_training_clips_similarity_alone_is_judged()
    {
        AudioEvaluation report = AudioEvaluator.Evaluate(null, Test, OtherTones.Test!, Quick);
        Assert.Equal(SimilarityLevel.Indistinguishable, report.Verdict.Level);
        Assert.Equal(NoveltyLevel.Undetermined, report.Verdict.Novelty);
        Assert.Null(report.Memorisation);
    }

    [Fact]
    public void The_nearest_training_window_is_found()
    {
        ClipSet generated = Part(OtherTones.Train, 0, 40);
        generated.Clips[7].AsSpan().Clear();
        Train.Clips[33].AsSpan(321, 3000).CopyTo(generated.Clips[7]);
        AudioMatch found = AudioEvaluator.Evaluate(Train, Test, generated, Quick).Memorisation!.Nearest!;
        Assert.Equal((7, 33, 321), (found.Clip, found.TrainClip, found.TrainStart - found.Start));
        Assert.Equal(0, found.Distance, 1e-6);
    }

    [Fact]
    public void A_model_with_classes_scores_a_part_of_many_test_clips()
    {
        var many = Tones.Train.Take([.. Enumerable.Range(120, 100)]);
        Assert.True(many.Samples > AudioEvaluator.MaxScoredSamples);
        ClipSet? scored = null;
        AudioEvaluator.Evaluate(Train, many, OtherTones.Test!, Quick, model: clips => (scored = clips).Samples);
        Assert.Equal(AudioEvaluator.MaxScoredSamples, scored!.Samples);
        Assert.Equal(many.Classes, scored.Classes);
        Assert.Equal(many.ClassOf.Distinct().Order(), scored.ClassOf.Distinct().Order());
    }

    [Fact]
    public void Clips_that_repeat_are_evidence_once()
    {
        ClipSet once = Part(OtherTones.Train, 0, 7);
        ClipSet often = once.Take([.. Enumerable.Range(0, 35).Select(i => i % 7)]);
        var report = AudioEvaluator.Evaluate(Train, Test, often, Quick);
        Assert.Contains(
            "The number of different clips is 7 among 35 generated ones and 35 among as many real ones: the model repeats itself, as after mode collapse or a training that failed.",
            report.Warnings
        );
        var alone = AudioEvaluator.Evaluate(Train, Test, once, Quick);
        Assert.Equal(alone.Memorisation!.Near, report.Memorisation!.Near);
        Assert.DoesNotContain("repeats itself", string.Join(' ', alone.Warnings), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_model_is_placed_among_n_grams()
    {
        LongTest.Require();
        AudioEvaluation report = AudioEvaluator.Evaluate(
            Train,
            Test,
            OtherTones.Test!,
            Quick,
            model: clips => 7.9 * Math.Log(2) * clips.Samples
        );
        Assert.Equal(["model", "1-grams", "2-grams", "3-grams"], report.Likelihoods.Select(one => one.Model));
        Assert.Equal(7.9, report.Likelihoods[0].Bits, 1e-9);
        Assert.Equal(SimilarityLevel.Poor, report.Verdict.Level);
    }

    [SkippableFact]
    public void Every_metric_has_its_baseline_and_threads_change_nothing()
    {
        LongTest.Require();
        AudioEvaluation one = AudioEvaluator.Evaluate(Train, Test, OtherTones.Test!, Quick with { Threads = 1 });
        AudioEvaluation two = AudioEvaluator.Evaluate(Train, Test, OtherTones.Test!, Quick with { Threads = 3 });
        Assert.Equal(one.Results, two.Results);
        Assert.Equal(one.Memorisation, two.Memorisation);
        Assert.Equal(one.Verdict.Evidence, two.Verdict.Evidence);
        Assert.All(one.Results, result => Assert.NotNull(result.Baseline));
    }

    [Fact]
    public void Clips_that_cannot_be_compared_are_refused()
    {
        AssertRefused("resample one of them", new ClipSet(16_000, Test.Clips));
        AssertRefused("give longer clips", new ClipSet(8_000, [new float[100], new float[4000]]));
        AssertRefused("give at least 20", new ClipSet(8_000, [new float[3000]]));

        static void AssertRefused(string expected, ClipSet generated) =>
            Assert.Contains(
                expected,
                Assert.Throws<LikenessException>(() => AudioEvaluator.Evaluate(null, Test, generated, Quick)).Message,
                StringComparison.Ordinal
            );
    }

    [SkippableFact]
    public void A_shifted_scaled_and_noisy_copy_of_speech_is_found()
    {
        AudioClip clip = WavFile.Read(SharedData.Require("audio/front_center_16k.wav"));
        var random = new PhiloxRandom(3, 3);
        float[] copy =
        [
            .. clip.Samples[37..11_000].Select(sample => (0.6f * sample) + (1e-3f * (float)random.NextNormal())),
        ];
        AudioEvaluation report = AudioEvaluator.Evaluate(
            Alone(clip.Samples[..11_500]),
            Alone(clip.Samples[11_500..]),
            Alone(copy),
            Quick
        );
        Assert.Equal(NoveltyLevel.NearCopies, report.Verdict.Novelty);

        ClipSet Alone(float[] samples) => new(clip.Rate, [samples]);
    }

    private static ClipSet Staged(string stage)
    {
        ClipSet honest = OtherTones.Test!;
        ClipSet copied = Part(Train, 0, 40);
        var random = new PhiloxRandom(9, 9);
        return stage switch
        {
            "honest" => honest,
            "half copies" => new ClipSet(honest.Rate, [.. copied.Clips.Take(20), .. honest.Clips.Take(20)]),
            "shifted copies" => Change(copied, (clip, i) => clip[(100 + (7 * i))..]),
            "scaled copies" => Change(copied, (clip, _) => Array.ConvertAll(clip, sample => 0.5f * sample)),
            "noisy copies" => Change(copied, (clip, _) => Array.ConvertAll(clip, sample => sample + Noise(1e-3f))),
            "four notes" => Notes(4),
            "noise" => Change(honest, (clip, _) => Array.ConvertAll(clip, _ => Noise(0.2f))),
            "silence" => Change(honest, (clip, _) => new float[clip.Length]),
            "one clip" => Change(honest, (_, _) => honest.Clips[0]),
            _ => Grams(stage[0] - '0'),
        };

        float Noise(float scale) => scale * (float)random.NextNormal();
    }

    private static ClipSet Grams(int order)
    {
        var grams = new NGramModel(
            [.. Train.Clips.Select(clip => new ReadOnlyMemory<byte>(MuLaw.Encode(clip)))],
            order
        );
        return Change(Test, (clip, i) => MuLaw.Decode(grams.Sample(clip.Length, (ulong)i)));
    }

    private static ClipSet Notes(int count) =>
        OtherTones.Train.Take([.. Enumerable.Range(0, 400).Where(i => OtherTones.Train.ClassOf[i] < count).Take(40)]);

    private static ClipSet Change(ClipSet clips, Func<float[], int, float[]> change) =>
        new(clips.Rate, [.. clips.Clips.Select(change)]);

    private static ClipSet Part(ClipSet clips, int from, int count) =>
        new(clips.Rate, [.. clips.Clips.Skip(from).Take(count).Select(clip => (float[])clip.Clone())]);
}
