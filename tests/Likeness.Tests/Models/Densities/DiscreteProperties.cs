using MathNet.Numerics.Distributions;

namespace Likeness.Tests.Models.Densities;

/// <summary>Properties of a distribution over so few rows that all are listed. Each returns what is wrong, or null.</summary>
internal static class DiscreteProperties
{
    // A test by χ² is wrong once in 2,000 times.
    private const double Level = 0.9995;

    /// <summary>Σ P = 1.</summary>
    public static string? SumsToOne(IEnumerable<double> logProbabilities, double tolerance = 1e-4) =>
        logProbabilities.Sum(Math.Exp) is var sum && Math.Abs(sum - 1) <= tolerance
            ? null
            : DensityProperties.Say($"the probabilities of all rows sum to {sum:0.0000}");

    /// <summary>Frequencies of sampled rows fit the probabilities, by χ² with rare rows counted together.</summary>
    /// <param name="logProbabilities">log P of each row of the list.</param>
    /// <param name="sampled">The place of each sampled row in the list.</param>
    public static string? FrequenciesAreProbabilities(
        IReadOnlyList<double> logProbabilities,
        IReadOnlyList<int> sampled
    )
    {
        var counts = new double[logProbabilities.Count];
        foreach (int row in sampled)
        {
            counts[row]++;
        }

        double[] expected = [.. logProbabilities.Select(log => Math.Exp(log) * sampled.Count)];
        int[] common = [.. Enumerable.Range(0, counts.Length).Where(row => expected[row] >= 5)];
        double rareExpected = Math.Max(0, sampled.Count - common.Sum(row => expected[row]));
        double rare = sampled.Count - common.Sum(row => counts[row]);
        double statistic =
            common.Sum(row => Math.Pow(counts[row] - expected[row], 2) / expected[row])
            + (rareExpected >= 5 ? Math.Pow(rare - rareExpected, 2) / rareExpected : 0);
        double critical = ChiSquared.InvCDF(Math.Max(1, common.Length), Level);
        return statistic <= critical && (rareExpected >= 5 || rare <= 5 + (4 * Math.Sqrt(rareExpected)) + rareExpected)
            ? null
            : DensityProperties.Say(
                $"χ² of sampled rows is {statistic:0} > {critical:0}, {rare:0} of them rare ({rareExpected:0} expected)"
            );
    }
}
