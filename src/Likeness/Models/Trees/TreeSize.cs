namespace Likeness.Models.Trees;

/// <summary>How far a tree is grown.</summary>
/// <param name="MinRows">The smallest number of rows of a leaf.</param>
/// <param name="MinGain">The smallest log-likelihood that a split, or one below it, gains on the training rows for each parameter that it fits, in nats.</param>
internal readonly record struct TreeSize(int MinRows, double MinGain);
