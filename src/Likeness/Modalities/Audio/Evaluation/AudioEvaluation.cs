using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Evaluation.Windows;

namespace Likeness.Modalities.Audio.Evaluation;

/// <summary>The complete result of an evaluation of generated clips. Immutable.</summary>
public sealed record AudioEvaluation
{
    /// <summary>The level of similarity with its reason, and the novelty.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Compared training clips; 0 if unknown.</summary>
    public required int TrainClips { get; init; }

    /// <summary>Test clips.</summary>
    public required int TestClips { get; init; }

    /// <summary>Generated clips.</summary>
    public required int GeneratedClips { get; init; }

    /// <summary>Samples per window.</summary>
    public required int WindowSamples { get; init; }

    /// <summary>The settings, including the seed.</summary>
    public required WindowEvaluationSettings Settings { get; init; }

    /// <summary>Every metric: classifiers, bits by n-grams, and, with training clips, near training windows.</summary>
    public required IReadOnlyList<MetricResult> Results { get; init; }

    /// <summary>Distances of generated audio to training audio; null without training clips.</summary>
    public AudioMemorisation? Memorisation { get; init; }

    /// <summary>Bits per sample of test clips by the model, then by n-grams of the training clips; empty without a model.</summary>
    public IReadOnlyList<ModelBits> Likelihoods { get; init; } = [];

    /// <summary>Warnings, such as clips that were too short or compared only in part.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
