namespace Likeness.Training;

/// <summary>The losses at one point of a training: after each epoch, or at the interval of <see cref="Models.ModelOptions.ValidateEvery"/>.</summary>
/// <param name="Epoch">The epoch in which the point lies, from 1.</param>
/// <param name="Train">The mean loss of the training rows since the point before.</param>
/// <param name="Validation">The loss of the validation rows; NaN if there are none.</param>
public sealed record EpochLoss(int Epoch, double Train, double Validation = double.NaN)
{
    /// <summary>Completed steps; 0 in runs that recorded only epochs.</summary>
    public long Step { get; init; }
}
