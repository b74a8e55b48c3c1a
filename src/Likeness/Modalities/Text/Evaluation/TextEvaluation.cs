using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Evaluation.Windows;

namespace Likeness.Modalities.Text.Evaluation;

/// <summary>The complete result of an evaluation of generated text. Immutable.</summary>
public sealed record TextEvaluation
{
    /// <summary>The level of similarity with its reason, and the novelty.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Compared bytes of the training text; 0 if unknown.</summary>
    public required long TrainBytes { get; init; }

    /// <summary>Bytes of the test text.</summary>
    public required long TestBytes { get; init; }

    /// <summary>Bytes of the generated text.</summary>
    public required long GeneratedBytes { get; init; }

    /// <summary>The settings, including the seed.</summary>
    public required WindowEvaluationSettings Settings { get; init; }

    /// <summary>Every metric: classifiers, bits by n-grams, and, with training text, shared spans.</summary>
    public required IReadOnlyList<MetricResult> Results { get; init; }

    /// <summary>The spans that generated text shares with training text; null without training text.</summary>
    public TextMemorisation? Memorisation { get; init; }

    /// <summary>Bits per byte of test text by the model, then by n-grams of the training text; empty without a model.</summary>
    public IReadOnlyList<ModelBits> Likelihoods { get; init; } = [];

    /// <summary>Warnings, such as texts that were compared only in part.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
