namespace Likeness.Models.Trees;

/// <summary>How a tree is grown, and how far.</summary>
/// <param name="MinRows">The smallest number of rows of a leaf.</param>
/// <param name="MinGain">The smallest log-likelihood that a split, or one below it, gains on the training rows for each parameter that it fits, in nats.</param>
/// <param name="BySpread">Whether the sides of a split of numbers have variances of their own: a split that only tells how far they spread gains, too.</param>
internal readonly record struct TreeSize(int MinRows, double MinGain, bool BySpread = false);
