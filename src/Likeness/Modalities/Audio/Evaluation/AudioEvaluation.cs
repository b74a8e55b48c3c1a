using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Evaluation.Windows;

namespace Likeness.Modalities.Audio.Evaluation;

/// <summary>Everything that an evaluation of generated clips found. Immutable.</summary>
public sealed record AudioEvaluation
{
    /// <summary>The level of similarity with its reason, and the novelty.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Training clips that were compared; 0 where none were given.</summary>
    public required int TrainClips { get; init; }

    /// <summary>Test clips.</summary>
    public required int TestClips { get; init; }

    /// <summary>Generated clips.</summary>
    public required int GeneratedClips { get; init; }

    /// <summary>Samples of a window.</summary>
    public required int WindowSamples { get; init; }

    /// <summary>The settings, the seed among them.</summary>
    public required WindowEvaluationSettings Settings { get; init; }

    /// <summary>Every metric: classifiers, bits by n-grams, and near training windows where training clips were given.</summary>
    public required IReadOnlyList<MetricResult> Results { get; init; }

    /// <summary>How near generated audio is to training audio; null where no training clips were given.</summary>
    public AudioMemorisation? Memorisation { get; init; }

    /// <summary>Bits per sample of test clips by the model, then by n-grams of the training clips; empty without a model.</summary>
    public IReadOnlyList<ModelBits> Likelihoods { get; init; } = [];

    /// <summary>What a reader should know: clips that were too short, or of which only a part was compared.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
