using Likeness.Models;

namespace Likeness.Training.Diagnosis;

/// <summary>The course of a training that has ended, for the findings about it.</summary>
/// <param name="History">The losses.</param>
/// <param name="Best">The point with the best validation loss; null without validation rows.</param>
/// <param name="Options">The model's options.</param>
/// <param name="StepsPerEpoch">Steps in an epoch.</param>
/// <param name="Moved">The distance of the weights from their first values, relative to the norm of these.</param>
/// <param name="IsComplete">Whether the training took all its steps.</param>
/// <param name="Budget">The time that was asked for; null for epochs or steps.</param>
/// <param name="MeasuresQuality">Whether a lower loss means a better model.</param>
internal sealed record TrainingCourse(
    IReadOnlyList<EpochLoss> History,
    EpochLoss? Best,
    ModelOptions Options,
    int StepsPerEpoch,
    Func<double> Moved,
    bool IsComplete,
    TimeSpan? Budget,
    bool MeasuresQuality
)
{
    /// <summary>Completed steps.</summary>
    public long Steps => History[^1].Step;

    /// <summary>The losses that findings use: validation where there is any.</summary>
    public double[] Losses =>
        [.. History.Select(point => double.IsNaN(point.Validation) ? point.Train : point.Validation)];
}
