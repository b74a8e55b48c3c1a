namespace Likeness.Modalities.Images.Evaluation;

/// <summary>How far the training of a classifier is.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">The mean loss of the last steps, in nats.</param>
public sealed record ImageClassifierProgress(int Step, int Steps, double Loss);
