namespace Likeness.Models.Trees;

/// <summary>What a tree predicts: classes (split by the Gini impurity) or numbers (split by the variance).</summary>
/// <param name="Classes">The class of each row, or null for numbers.</param>
/// <param name="ClassCount">The number of classes.</param>
/// <param name="Numbers">The number of each row, or null for classes.</param>
internal sealed record TreeTarget(int[]? Classes, int ClassCount, float[]? Numbers);
