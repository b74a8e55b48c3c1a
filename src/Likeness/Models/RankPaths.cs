namespace Likeness.Models;

/// <summary>
/// The ranks of the values of training rows, among those that each row may have, along their series: with a model of rows that knows their times, what is left of how rows follow each other (the probability integral
/// transforms of Rosenblatt 1952, in the order of time).
/// </summary>
/// <param name="Lengths">The numbers of rows that follow each other without a gap.</param>
/// <param name="Times">The time of each row, in model space: [rows].</param>
/// <param name="Ranks">In [0, 1), row by row: [rows × dimensions]; NaN in dimensions that are not sampled.</param>
internal sealed record RankPaths(int[] Lengths, float[] Times, float[] Ranks)
{
    // Rows further apart, in median steps of time, do not follow each other: weekends are no gap.
    private const double MaxGap = 5;

    /// <summary>The number of rows.</summary>
    public int Count => Times.Length;

    /// <summary>The number of dimensions.</summary>
    public int Width => Ranks.Length / Math.Max(1, Count);

    /// <summary>The steps of time beyond which rows do not follow each other.</summary>
    /// <param name="steps">The steps of time from row to row.</param>
    public static double Gap(IEnumerable<double> steps)
    {
        double[] sorted = [.. steps.Order()];
        return sorted.Length == 0 ? 0 : MaxGap * sorted[sorted.Length / 2];
    }
}
