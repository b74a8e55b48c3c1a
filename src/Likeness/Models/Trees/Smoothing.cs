namespace Likeness.Models.Trees;

/// <summary>How the probabilities of a tree are smoothed.</summary>
/// <param name="Discount">δ of absolute discounting, in [0, 1).</param>
/// <param name="Interpolation">κ, the weight of interpolation between donors; 0 for categories.</param>
internal readonly record struct Smoothing(double Discount, double Interpolation);
