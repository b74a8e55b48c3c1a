namespace Likeness.Models.Trees;

/// <summary>How the distributions of a tree's leaves are smoothed.</summary>
/// <param name="BackOff">λ, the probability of an ancestor instead of a leaf, in [0, 1).</param>
/// <param name="Interpolation">κ, the weight of interpolation between donors; 0 for categories.</param>
internal readonly record struct Smoothing(double BackOff, double Interpolation);
