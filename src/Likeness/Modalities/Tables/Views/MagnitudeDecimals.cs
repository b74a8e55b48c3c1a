using System.Text.Json.Serialization;

namespace Likeness.Modalities.Tables.Views;

/// <summary>The decimals of the numbers of one magnitude.</summary>
/// <param name="Power">The power of ten of their first digit: 2 for 100 to 999.</param>
/// <param name="Places">Numbers of decimals, ascending.</param>
/// <param name="Fractions">The fraction of numbers that are rounded to so many.</param>
internal sealed record MagnitudeDecimals(int Power, IReadOnlyList<int> Places, IReadOnlyList<double> Fractions)
{
    // Rarer ones are those of fewer numbers than chance makes.
    private const double MinFraction = 0.01;

    // The fraction of 64-bit numbers that have no more digits than every decimal keeps.
    private const double ShorterByChance = 0.1;

    /// <summary>The fewest decimals that a number may be rounded to.</summary>
    [JsonIgnore]
    public int Fewest => Places[0];

    /// <summary>Whether the numbers make sense together.</summary>
    [JsonIgnore]
    public bool IsSound => Places.Count > 0 && Places.Count == Fractions.Count && Fractions.All(double.IsFinite);

    /// <summary>The fractions to which numbers are rounded, so that as many have as many decimals as in the data.</summary>
    /// <param name="power">The magnitude.</param>
    /// <param name="counts">How many numbers have how many decimals.</param>
    /// <param name="steps">The steps of numbers rounded to decimals.</param>
    /// <param name="first">The first number of decimals that is counted; negative for zeros before the point.</param>
    public static MagnitudeDecimals Create(int power, int[] counts, double[] steps, int first)
    {
        double count = counts.Sum();
        var fractions = new double[counts.Length];
        for (int places = counts.Length - 1; places >= 0; places--)
        {
            double byChance = Enumerable
                .Range(places + 1, counts.Length - places - 1)
                .Where(more => fractions[more] > 0)
                .Sum(more => fractions[more] * ByChance(places, more, steps));
            double own = ByChance(places, places, steps);
            double fraction = own > 0 ? ((counts[places] / count) - byChance) / own : 0;
            fractions[places] = fraction < MinFraction ? 0 : fraction;
        }

        double sum = fractions.Sum();
        if (sum == 0)
        {
            return new(power, [first + Array.IndexOf(counts, counts.Max())], [1]);
        }

        int[] kept = [.. Enumerable.Range(0, counts.Length).Where(places => fractions[places] > 0)];
        return new(
            power,
            Array.ConvertAll(kept, places => first + places),
            [.. kept.Select(places => fractions[places] / sum)]
        );
    }

    /// <summary>How many numbers would have other decimals if all were rounded to the most.</summary>
    /// <param name="counts">How many numbers have how many decimals.</param>
    /// <param name="most">The most decimals.</param>
    /// <param name="steps">The steps of numbers rounded to decimals.</param>
    public static double Difference(int[] counts, int most, double[] steps)
    {
        double count = counts.Sum();
        if (most == counts.Length - 1)
        {
            return Math.Max(0, (count * (1 - ShorterByChance)) - counts[most]);
        }

        double differing = 0;
        for (int places = 0; places < counts.Length; places++)
        {
            differing += Math.Max(0, counts[places] - (count * ByChance(places, most, steps)));
        }

        return differing;
    }

    /// <summary>The decimals of a number.</summary>
    /// <param name="uniform">u in [0, 1).</param>
    public int Decimals(double uniform)
    {
        for (int i = 0; i < Places.Count; i++)
        {
            uniform -= Fractions[i];
            if (uniform < 0)
            {
                return Places[i];
            }
        }

        return Places[^1];
    }

    // The fraction of numbers rounded to the most decimals that have so many: a tenth of them end in a zero, and have fewer.
    private static double ByChance(int places, int most, double[] steps) =>
        places > most ? 0 : (steps[most] / steps[places]) - (places == 0 ? 0 : steps[most] / steps[places - 1]);
}
