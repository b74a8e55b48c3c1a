namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>How unlikely it is that so many rows satisfy a rule by chance.</summary>
internal static class ChanceBound
{
    /// <summary>
    /// The logarithm of a bound on the probability that at least so many rows satisfy a rule that each satisfies with probability p: −n·KL(f‖p).
    /// Source: Hoeffding 1963, Journal of the American Statistical Association 58, theorem 1.
    /// </summary>
    /// <param name="holds">The rows that satisfy it.</param>
    /// <param name="rows">All rows that have its values.</param>
    /// <param name="chance">p.</param>
    public static double LogOf(int holds, int rows, double chance)
    {
        double fraction = holds / (double)rows;
        if (fraction <= chance)
        {
            return 0;
        }

        double broken = fraction < 1 ? (1 - fraction) * Math.Log((1 - fraction) / (1 - chance)) : 0;
        return -rows * ((fraction * Math.Log(fraction / chance)) + broken);
    }
}
