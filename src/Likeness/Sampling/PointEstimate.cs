namespace Likeness.Sampling;

/// <summary>One value in place of several imputations of a number. Categories, booleans and ties take the most frequent, and of these the first level.</summary>
public enum PointEstimate
{
    /// <summary>The mean, on the data's grid: the smallest squared error.</summary>
    Mean,

    /// <summary>The median: the smallest absolute error.</summary>
    Median,

    /// <summary>The most frequent value, for numbers on a grid, too.</summary>
    Mode,
}
