using Likeness.Training;

namespace Likeness.Figures.Charts;

/// <summary>The losses of a training run.</summary>
/// <param name="Epochs">The points at which losses were recorded, in order; at least one.</param>
public sealed record LossHistory(IReadOnlyList<EpochLoss> Epochs)
{
    /// <summary>The epoch with the best validation loss, or null without validation data.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>The step with the best validation loss; null without validation data or if steps were not recorded.</summary>
    public long? BestStep { get; init; }

    /// <summary>Completed steps; null if steps were not recorded.</summary>
    public long? StepsTaken { get; init; }

    /// <summary>Findings about the training, each a sentence.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Whether points lie between epochs, so that steps are shown.</summary>
    internal bool CountsSteps => Epochs.Select((point, i) => point.Epoch != i + 1).Any(isBetween => isBetween);

    /// <summary>The position of a point: its step, or its epoch.</summary>
    internal double PositionOf(EpochLoss point) => CountsSteps ? point.Step : point.Epoch;

    /// <summary>The point with the best validation loss; null without validation data.</summary>
    internal EpochLoss? Best =>
        Epochs.FirstOrDefault(point =>
            CountsSteps && BestStep is not null ? point.Step == BestStep : point.Epoch == BestEpoch
        );

    /// <summary>Why training stopped early, in one sentence, or null if all epochs were done.</summary>
    public string? StopReason { get; init; }

    /// <summary>The unit of the examples: <c>rows</c>, <c>images</c>, <c>text</c> or <c>audio</c>.</summary>
    public string Examples { get; init; } = "rows";
}
