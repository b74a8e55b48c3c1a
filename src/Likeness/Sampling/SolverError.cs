using System.Globalization;

namespace Likeness.Sampling;

/// <summary>
/// How far the densities of a model that solves a differential equation are off: what twice the steps change. An equation in too few steps gives any density,
/// even probabilities above 1, so a number whose steps do not settle it is not reported.
/// </summary>
/// <param name="BitsPerDimension">The mean absolute difference.</param>
internal sealed record SolverError(double BitsPerDimension)
{
    /// <summary>The rows that are enough to measure it.</summary>
    public const int Rows = 16;

    private const double Most = 0.05;

    /// <summary>Whether the densities can be reported.</summary>
    public bool IsSmall => BitsPerDimension <= Most;

    /// <summary>The sentence that stands in place of the densities.</summary>
    public string Refusal =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"The density of real data is not reported: twice the steps of its equation change it by {BitsPerDimension:G2} bits per dimension, and {Most} are tolerated (evaluate again with more --density-steps)."
        );

    /// <summary>The sentence that stands beside scores of rows.</summary>
    public string Caution =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"these scores are not reliable: twice the steps of the density's equation change it by {BitsPerDimension:G2} bits per dimension, and {Most} are tolerated (give more --density-steps)"
        );

    /// <summary>Measures it.</summary>
    /// <param name="scores">Scores of a few rows.</param>
    /// <param name="finer">Those of the same rows with twice the steps.</param>
    /// <param name="dimensions">The number of dimensions that the density is over.</param>
    public static SolverError Between(RowScores scores, RowScores finer, int dimensions)
    {
        double nats = scores
            .LogDensityTransformed.Zip(finer.LogDensityTransformed, (a, b) => Math.Abs(a - b))
            .Average();
        return new SolverError(nats / (dimensions * Math.Log(2)));
    }
}
