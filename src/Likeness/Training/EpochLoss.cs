namespace Likeness.Training;

/// <summary>The mean losses of one epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Train">On training rows.</param>
/// <param name="Validation">On validation rows; NaN if there are none.</param>
public sealed record EpochLoss(int Epoch, double Train, double Validation = double.NaN);
