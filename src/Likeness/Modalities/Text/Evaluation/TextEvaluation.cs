using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Evaluation.Windows;

namespace Likeness.Modalities.Text.Evaluation;

/// <summary>Everything that an evaluation of generated text found. Immutable.</summary>
public sealed record TextEvaluation
{
    /// <summary>The level of similarity with its reason, and the novelty.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Bytes of the training text that were compared; 0 where none was given.</summary>
    public required long TrainBytes { get; init; }

    /// <summary>Bytes of the test text.</summary>
    public required long TestBytes { get; init; }

    /// <summary>Bytes of the generated text.</summary>
    public required long GeneratedBytes { get; init; }

    /// <summary>The settings, the seed among them.</summary>
    public required WindowEvaluationSettings Settings { get; init; }

    /// <summary>Every metric: classifiers, bits by n-grams, and shared spans where training text was given.</summary>
    public required IReadOnlyList<MetricResult> Results { get; init; }

    /// <summary>What generated text shares with training text; null where no training text was given.</summary>
    public TextMemorisation? Memorisation { get; init; }

    /// <summary>Bits per byte of test text by the model, then by n-grams of the training text; empty without a model.</summary>
    public IReadOnlyList<ModelBits> Likelihoods { get; init; } = [];

    /// <summary>What a reader should know: texts of which only a part was compared.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
