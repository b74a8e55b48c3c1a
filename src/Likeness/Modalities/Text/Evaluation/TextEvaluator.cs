using System.Globalization;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Evaluation.Windows;
using Likeness.Modalities.Text.Data;

namespace Likeness.Modalities.Text.Evaluation;

/// <summary>
/// Measures the similarity of generated and real text, and repetition of training text, with or without a model. Texts are bytes,
/// compared in 256-byte windows. Windows of one text depend on their neighbours, so folds and resamples keep contiguous stretches whole.
/// </summary>
public static class TextEvaluator
{
    /// <summary>The minimum number of bytes of a text.</summary>
    public const int MinBytes = TextPairs.MinWindows * TextPairs.Window;

    /// <summary>The maximum number of bytes of training text for shared spans; of a longer one the beginning is used.</summary>
    public const int MaxTrainBytes = 1 << 26;

    /// <summary>The maximum number of bytes of test and of generated text; of a longer one the beginning is used.</summary>
    public const int MaxComparedBytes = 1 << 22;

    /// <summary>The maximum number of bytes of test text, the first ones, for scores of the model and n-grams.</summary>
    public const int MaxScoredBytes = 1 << 18;

    private const int MaxScoredOrder = 7;
    private const int MiddleOrder = 3;

    /// <summary>Evaluates generated text.</summary>
    /// <param name="train">The training text; null or empty if unknown.</param>
    /// <param name="test">Real text that the model was not trained on.</param>
    /// <param name="generated">Text sampled from the model.</param>
    /// <param name="settings">Seed, sizes and repeats; the defaults where null.</param>
    /// <param name="progress">Called before each step and at the end.</param>
    /// <param name="model">
    /// The code length of a text under the model, for the comparison with n-grams, which needs training text; null without a model.
    /// </param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <exception cref="LikenessException">A text has fewer than <see cref="MinBytes"/> bytes.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static TextEvaluation Evaluate(
        ReadOnlyMemory<byte>? train,
        ReadOnlyMemory<byte> test,
        ReadOnlyMemory<byte> generated,
        WindowEvaluationSettings? settings = null,
        IProgress<EvaluationProgress>? progress = null,
        Func<ReadOnlyMemory<byte>, CodeLength>? model = null,
        CancellationToken cancellationToken = default
    )
    {
        settings ??= new WindowEvaluationSettings();
        SettingRanges.Validate(settings);
        var warnings = new List<string>();
        bool hasTrain = train is { Length: > 0 };
        ReadOnlyMemory<byte> known = hasTrain ? Limit(train!.Value, "training", MaxTrainBytes, warnings) : default;
        test = Limit(test, "test", MaxComparedBytes, warnings);
        generated = Limit(generated, "generated", MaxComparedBytes, warnings);
        string[] steps = [.. Steps(hasTrain, model is not null)];

        Report("classifiers and n-grams");
        var pairs = new TextPairs(known, test, generated, settings);
        var comparison = WindowComparison.Measure(pairs.Main, pairs.Baselines(), settings, cancellationToken);
        IReadOnlyList<BitsMeasure> measures = BitsMeasure.All("text", "byte", TextPairs.Order);
        List<Evidence> evidence =
        [
            comparison.AucEvidence($"{TextPairs.Window}-byte windows"),
            .. measures.Select(comparison.BitsEvidence),
        ];
        List<MetricResult> results = [.. comparison.Aucs, .. measures.Select(comparison.BitsMetric)];

        TextMemorisation? memorisation = null;
        if (hasTrain)
        {
            Report("shared spans");
            memorisation = MemorisationCheck.Measure(known, test, generated, settings.Threads, cancellationToken);
            results.AddRange(MemorisationMetrics.Create(memorisation));
        }

        ModelBits[] likelihoods = [];
        if (hasTrain && model is not null)
        {
            Report("likelihood");
            ReadOnlyMemory<byte> scored = test[..Math.Min(test.Length, MaxScoredBytes)];
            likelihoods =
            [
                new ModelBits("model", model(scored).BitsPerByte),
                .. LikelihoodLadder.Measure([known], [scored], MaxScoredOrder, settings.Threads, cancellationToken),
            ];
            evidence.Add(LikelihoodLadder.Evidence(likelihoods, MiddleOrder, "bits per byte"));
        }

        progress?.Report(new EvaluationProgress("done", steps.Length, steps.Length));
        return new TextEvaluation
        {
            Verdict = Verdict.Decide(evidence, memorisation is null ? null : MemorisationMetrics.Finding(memorisation)),
            TrainBytes = known.Length,
            TestBytes = test.Length,
            GeneratedBytes = generated.Length,
            Settings = settings,
            Results = results,
            Memorisation = memorisation,
            Likelihoods = likelihoods,
            Warnings = warnings,
        };

        void Report(string step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new EvaluationProgress(step, Array.IndexOf(steps, step), steps.Length));
        }
    }

    private static IEnumerable<string> Steps(bool hasTrain, bool hasModel)
    {
        yield return "classifiers and n-grams";
        if (hasTrain)
        {
            yield return "shared spans";
        }

        if (hasTrain && hasModel)
        {
            yield return "likelihood";
        }
    }

    private static ReadOnlyMemory<byte> Limit(ReadOnlyMemory<byte> text, string name, int most, List<string> warnings)
    {
        if (text.Length < MinBytes)
        {
            throw new LikenessException(
                $"The {name} text has {text.Length} bytes; give at least {MinBytes}, because a shorter one has too few windows."
            );
        }

        if (text.Length <= most)
        {
            return text;
        }

        string limit = (most >> 20).ToString(CultureInfo.InvariantCulture);
        warnings.Add($"The {name} text has {Numeral.Whole(text.Length)} bytes; its first {limit} MiB were compared.");
        return text[..most];
    }
}
