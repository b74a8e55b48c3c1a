namespace Likeness.Training;

/// <summary>The loss of one step.</summary>
/// <param name="Step">The index of the step in the training, from 0.</param>
/// <param name="Loss">The mean loss of its rows before the step.</param>
/// <param name="Rows">The number of its rows.</param>
internal readonly record struct StepLoss(long Step, double Loss, int Rows);
