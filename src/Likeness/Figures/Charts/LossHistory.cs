using Likeness.Training;

namespace Likeness.Figures.Charts;

/// <summary>The losses of a training run.</summary>
/// <param name="Epochs">The epochs, in order; at least one.</param>
public sealed record LossHistory(IReadOnlyList<EpochLoss> Epochs)
{
    /// <summary>The epoch with the best validation loss, or null without validation data.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>Why training stopped early, in one sentence, or null if all epochs were done.</summary>
    public string? StopReason { get; init; }

    /// <summary>The unit of the examples: <c>rows</c>, <c>images</c>, <c>text</c> or <c>audio</c>.</summary>
    public string Examples { get; init; } = "rows";
}
