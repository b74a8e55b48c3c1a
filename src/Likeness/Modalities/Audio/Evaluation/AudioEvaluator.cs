using System.Runtime.InteropServices;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Evaluation.Windows;
using Likeness.Modalities.Audio.Data;

namespace Likeness.Modalities.Audio.Evaluation;

/// <summary>
/// Measures the similarity of generated and real clips, and repetition of training clips, with or without a model. Clips are compared
/// in windows of up to 128 ms. Windows of one clip depend on each other, so folds and resamples keep clips whole.
/// </summary>
public static class AudioEvaluator
{
    /// <summary>The maximum number of compared samples of training clips; of more, clips at even distances are used, the long ones in part.</summary>
    public const long MaxTrainSamples = 1 << 23;

    /// <summary>The maximum number of samples of test and of generated clips, as for training clips.</summary>
    public const long MaxComparedSamples = 1 << 23;

    /// <summary>The maximum number of samples of test clips for scores of the model and n-grams, as for training clips.</summary>
    public const long MaxScoredSamples = 1 << 18;

    private const int MiddleOrder = 2;

    /// <summary>Evaluates generated clips.</summary>
    /// <param name="train">The training clips; null or empty if unknown.</param>
    /// <param name="test">Real clips that the model was not trained on.</param>
    /// <param name="generated">Clips sampled from the model, at the same rate.</param>
    /// <param name="settings">Seed, sizes and repeats; the defaults where null.</param>
    /// <param name="progress">Called before each step and at the end.</param>
    /// <param name="model">
    /// −log of the probability of the μ-law classes of all samples of clips by the model, in nats, for the comparison with n-grams, which
    /// needs training clips; null without a model.
    /// </param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <exception cref="LikenessException">Clips are of different rates, or too short or too few to compare.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static AudioEvaluation Evaluate(
        ClipSet? train,
        ClipSet test,
        ClipSet generated,
        WindowEvaluationSettings? settings = null,
        IProgress<EvaluationProgress>? progress = null,
        Func<ClipSet, double>? model = null,
        CancellationToken cancellationToken = default
    ) =>
        Evaluate(
            train,
            test,
            generated,
            model is null ? null : () => Scored(test.Spread(MaxScoredSamples), model),
            settings,
            progress,
            cancellationToken
        );

    /// <summary>The same with the test clips that a model has scored, which may be fewer than are compared.</summary>
    internal static AudioEvaluation Evaluate(
        ClipSet? train,
        ClipSet test,
        ClipSet generated,
        Func<ScoredClips>? scores,
        WindowEvaluationSettings? settings,
        IProgress<EvaluationProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        settings ??= new WindowEvaluationSettings();
        SettingRanges.Validate(settings);
        train = train is { Clips.Count: > 0 } ? train : null;
        var warnings = new List<string>();
        (ClipSet, string)[] named =
        [
            (test, "test"),
            (generated, "generated"),
            .. train is null ? Array.Empty<(ClipSet, string)>() : [(train, "training")],
        ];
        int window = AudioInput.WindowOf(named);
        test = AudioInput.Limit(test, "test", MaxComparedSamples, warnings);
        generated = AudioInput.Limit(generated, "generated", MaxComparedSamples, warnings);
        train = train is null ? null : AudioInput.Limit(train, "training", MaxTrainSamples, warnings);
        AudioInput.Require(test, "test", window, warnings);
        AudioInput.Require(generated, "generated", window, warnings);
        if (RepeatedExamples.Warn("clips", Bytes(test), Bytes(generated)) is { } repeats)
        {
            warnings.Add(repeats);
        }

        int steps = 1 + (train is null ? 0 : 1) + (train is null || scores is null ? 0 : 1);

        Report("classifiers and n-grams", 0);
        var pairs = new AudioPairs(
            train is null ? [] : Segments(train, 0),
            Segments(test, 1),
            Segments(generated, 2),
            test.Rate,
            window,
            settings
        );
        var comparison = WindowComparison.Measure(pairs.Main, pairs.Baselines(), settings, cancellationToken);
        IReadOnlyList<BitsMeasure> measures = BitsMeasure.All("audio", "sample", AudioPairs.Order);
        List<Evidence> evidence =
        [
            comparison.AucEvidence($"windows of {window} samples"),
            .. measures.Select(comparison.BitsEvidence),
        ];
        List<MetricResult> results = [.. comparison.Aucs, .. measures.Select(comparison.BitsMetric)];

        AudioMemorisation? memorisation = null;
        ModelBits[] likelihoods = [];
        if (train is not null)
        {
            Report("nearest training windows", 1);
            memorisation = AudioMemorisationCheck.Measure(
                train,
                test,
                generated,
                window,
                settings.Threads,
                cancellationToken
            );
            results.AddRange(AudioMemorisationMetrics.Create(memorisation));
            if (scores is not null)
            {
                Report("likelihood", 2);
                likelihoods = Likelihoods(train, scores(), settings.Threads, cancellationToken);
                evidence.Add(LikelihoodLadder.Evidence(likelihoods, MiddleOrder, "bits per sample"));
            }
        }

        progress?.Report(new EvaluationProgress("done", steps, steps));
        return new AudioEvaluation
        {
            Verdict = Verdict.Decide(
                evidence,
                memorisation is null ? null : AudioMemorisationMetrics.Finding(memorisation)
            ),
            TrainClips = train?.Clips.Count ?? 0,
            TestClips = test.Clips.Count,
            GeneratedClips = generated.Clips.Count,
            WindowSamples = window,
            Settings = settings,
            Results = results,
            Memorisation = memorisation,
            Likelihoods = likelihoods,
            Warnings = warnings,
        };

        ReadOnlyMemory<float>[] Segments(ClipSet clips, ulong stream) =>
            AudioSegments.Cut(clips, window, settings.Seed, ((ulong)EvaluationStream.Groups << 32) | stream);

        void Report(string step, int done)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new EvaluationProgress(step, done, steps));
        }
    }

    private static ExampleBytes Bytes(ClipSet clips) =>
        new(clips.Clips.Count, index => MemoryMarshal.AsBytes(clips.Clips[index].AsSpan()));

    private static ScoredClips Scored(ClipSet clips, Func<ClipSet, double> model) => new(clips, model(clips));

    private static ModelBits[] Likelihoods(
        ClipSet train,
        ScoredClips scored,
        int threads,
        CancellationToken cancellationToken
    )
    {
        return
        [
            new ModelBits("model", scored.Nats / Math.Log(2) / scored.Clips.Samples),
            .. LikelihoodLadder.Measure(
                Levels(train),
                Levels(scored.Clips),
                AudioPairs.Order,
                threads,
                cancellationToken
            ),
        ];

        static ReadOnlyMemory<byte>[] Levels(ClipSet clips) =>
            [.. clips.Clips.Select(clip => new ReadOnlyMemory<byte>(MuLaw.Encode(clip)))];
    }
}

/// <summary>Clips and what a model says of them.</summary>
/// <param name="Clips">The clips.</param>
/// <param name="Nats">−log of the probability of all their samples.</param>
internal readonly record struct ScoredClips(ClipSet Clips, double Nats);
