namespace Likeness.Modalities.Images.Evaluation;

/// <summary>Progress of the training of a classifier.</summary>
/// <param name="Step">Completed steps.</param>
/// <param name="Steps">Total number of steps.</param>
/// <param name="Loss">The mean loss of the last steps, in nats.</param>
public sealed record ImageClassifierProgress(int Step, int Steps, double Loss);
