namespace Likeness.Models.Trees;

/// <summary>What a tree predicts: classes (split by the Gini impurity) or numbers (split by the variance, or by the likelihood of normal distributions with variances of their own).</summary>
/// <param name="Classes">The class of each row, or null for numbers.</param>
/// <param name="ClassCount">The number of classes.</param>
/// <param name="Numbers">The number of each row, or null for classes.</param>
/// <param name="BySpread">Whether the sides of a split of numbers have variances of their own.</param>
internal sealed record TreeTarget(int[]? Classes, int ClassCount, float[]? Numbers, bool BySpread = false)
{
    // Rows of the node's variance that are added to each side, so that a few equal numbers are not all.
    private const double PriorRows = 10;
    private const double Tiny = 1e-9;

    /// <summary>n log σ² of a side of a split, with some rows of the node's variance added.</summary>
    /// <param name="rows">n.</param>
    /// <param name="squares">The sum of squared differences to the side's mean.</param>
    /// <param name="variance">That of the node.</param>
    public static double Spread(int rows, double squares, double variance) =>
        rows * Math.Log((Math.Max(0, squares) + (PriorRows * Math.Max(variance, Tiny))) / (rows + PriorRows));
}
