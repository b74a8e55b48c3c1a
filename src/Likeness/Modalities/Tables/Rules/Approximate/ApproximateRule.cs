using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Approximate;

/// <summary>A rule that nearly all real rows satisfy: data that people enter have errors. Models learn it like everything else; no sample is made to satisfy it.</summary>
/// <param name="Text">The rule, such as <c>pickup ≤ dropoff</c>.</param>
/// <param name="LogChance">The logarithm of the probability that so many rows would satisfy it by chance.</param>
/// <param name="Holds">Whether each row satisfies it; null for a row without the values that it needs: [rows.RowCount].</param>
internal sealed record ApproximateRule(string Text, double LogChance, Func<Table, bool?[]> Holds)
{
    /// <summary>The smallest fraction of the rows that satisfy such a rule.</summary>
    public const double MinFraction = 0.98;

    /// <summary>A rule that rows of other ones satisfy more often says little.</summary>
    public const double MaxChance = 0.9;

    /// <summary>The most rows that may break a rule, of so many.</summary>
    public static int MaxBroken(int rows) => (int)((1 - MinFraction) * rows);

    /// <summary>
    /// The logarithm of a bound on the probability that at least so many rows satisfy a rule that each satisfies with probability p: −n·KL(f‖p).
    /// Source: Hoeffding 1963, Journal of the American Statistical Association 58, theorem 1.
    /// </summary>
    /// <param name="holds">The rows that satisfy it.</param>
    /// <param name="rows">All rows that have its values.</param>
    /// <param name="chance">p.</param>
    public static double LogChanceOf(int holds, int rows, double chance)
    {
        double fraction = holds / (double)rows;
        if (fraction <= chance)
        {
            return 0;
        }

        double broken = fraction < 1 ? (1 - fraction) * Math.Log((1 - fraction) / (1 - chance)) : 0;
        return -rows * ((fraction * Math.Log(fraction / chance)) + broken);
    }

    /// <summary>The rows that satisfy it, and those that have its values.</summary>
    public (int Holds, int Rows) Count(Table rows)
    {
        var (holds, all) = (0, 0);
        foreach (bool? one in Holds(rows))
        {
            holds += one == true ? 1 : 0;
            all += one is null ? 0 : 1;
        }

        return (holds, all);
    }
}
