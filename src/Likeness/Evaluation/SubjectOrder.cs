namespace Likeness.Evaluation;

/// <summary>Says which rows follow each other: those of one key, such as the visits of a patient.</summary>
/// <param name="Key">The column of keys, which repeat.</param>
/// <param name="By">The column of numbers or times by which the rows of a key are in order; null if they stand in order.</param>
public sealed record SubjectOrder(string Key, string? By = null);
