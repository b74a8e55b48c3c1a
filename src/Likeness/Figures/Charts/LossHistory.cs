using Likeness.Training;

namespace Likeness.Figures.Charts;

/// <summary>The losses of a training run.</summary>
/// <param name="Epochs">The epochs, in order; at least one.</param>
public sealed record LossHistory(IReadOnlyList<EpochLoss> Epochs)
{
    /// <summary>The epoch whose weights are best on validation rows, or null where there are none.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>Why the training ended, in one sentence, or null where all epochs were done.</summary>
    public string? StopReason { get; init; }

    /// <summary>What is learned from, in words: <c>rows</c>, <c>images</c>, <c>text</c> or <c>sound</c>.</summary>
    public string Examples { get; init; } = "rows";
}
