namespace Likeness.Models.Trees;

/// <summary>How the distributions of a tree's leaves are smoothed.</summary>
/// <param name="BackOff">β: the donors that each code counts as when a leaf is compared with its ancestor; of interpolated numbers, the weight of the leaf's range.</param>
/// <param name="Interpolation">κ, the weight of interpolation between donors; 0 for categories.</param>
internal readonly record struct Smoothing(double BackOff, double Interpolation);
