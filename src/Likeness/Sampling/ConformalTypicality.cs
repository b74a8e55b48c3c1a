namespace Likeness.Sampling;

/// <summary>
/// Conformal p-values of rows, from their density and from how unlikely each of their values is given the others: a row is unusual if its density is low, or if one of its values does not fit the others (which
/// the noise of many columns hides from a density). Each statistic counts by its rank among those of reference rows, the smaller of both by its own (Bates et al. 2023, arXiv:2104.08279, §2); beyond all
/// reference rows, by how far.
/// </summary>
internal sealed class ConformalTypicality
{
    private const double Tie = 1e-3;

    private readonly ReferenceStatistic[] columns;
    private readonly ReferenceStatistic[] ofRows;
    private readonly double[] reference; // ascending

    /// <summary>Takes reference rows, which the model was not fitted to.</summary>
    /// <param name="surprisals">Of their values: [columns][rows], NaN where there is none.</param>
    /// <param name="logDensities">Of the rows; −∞ for the most unusual ones.</param>
    public ConformalTypicality(double[][] surprisals, double[] logDensities)
    {
        columns = [.. surprisals.Select(values => new ReferenceStatistic(values))];
        var byColumn = surprisals.Select((values, at) => Array.ConvertAll(values, columns[at].RankOfOwn)).ToArray();
        double[][] statistics = OfRows(surprisals, byColumn, logDensities);
        ofRows = [.. statistics.Select(values => new ReferenceStatistic(values))];
        reference = InOrder([.. statistics.Select((values, at) => Array.ConvertAll(values, ofRows[at].RankOfOwn))]);
        Array.Sort(reference);
    }

    /// <summary>The number of reference rows.</summary>
    public int Count => reference.Length;

    /// <summary>The p-values of other rows.</summary>
    /// <param name="surprisals">Of their values: [columns][rows], NaN where there is none.</param>
    /// <param name="logDensities">Of the rows; −∞ for the most unusual ones.</param>
    public TypicalityRanks Of(double[][] surprisals, double[] logDensities)
    {
        var byColumn = surprisals.Select((values, at) => Array.ConvertAll(values, columns[at].Rank)).ToArray();
        double[] order = InOrder([
            .. OfRows(surprisals, byColumn, logDensities)
                .Select((values, at) => Array.ConvertAll(values, ofRows[at].Rank)),
        ]);
        return new(order, Array.ConvertAll(order, PValue), byColumn);
    }

    private double PValue(double rank)
    {
        int at = Array.BinarySearch(reference, rank);
        int below = at < 0 ? ~at : at;
        while (below < reference.Length && reference[below] <= rank)
        {
            below++;
        }

        return (1.0 + below) / (reference.Length + 1);
    }

    // Of each row: how far up the most unlikely of its values stands in its column, how unlikely it is, and how improbable the row is.
    private static double[][] OfRows(double[][] surprisals, double[][] ranks, double[] logDensities) =>
        [
            Array.ConvertAll(Least(ranks), rank => -Math.Log(rank)),
            Array.ConvertAll(
                Least([
                    .. surprisals.Select(column =>
                        Array.ConvertAll(column, nats => double.IsNaN(nats) ? double.PositiveInfinity : -nats)
                    ),
                ]),
                nats => -nats
            ),
            Array.ConvertAll(logDensities, log => -log),
        ];

    // Rows of the same rank stand in the order of their densities.
    private static double[] InOrder(double[][] ranks) =>
        [.. Least(ranks).Zip(ranks[^1], (least, ofDensity) => least + (Tie * (1 - (1 / (1 + ofDensity)))))];

    private static double[] Least(double[][] columns)
    {
        double[] least = [.. columns[0]];
        foreach (double[] column in columns)
        {
            for (int row = 0; row < least.Length; row++)
            {
                least[row] = Math.Min(least[row], column[row]);
            }
        }

        return least;
    }
}

/// <summary>Ranks of rows and their values among reference rows.</summary>
/// <param name="Order">Of each row, less for more unusual ones.</param>
/// <param name="PValues">Of each row, in (0, 1].</param>
/// <param name="Columns">Of each value, [columns][rows]: 1 plus the number of reference rows that are as unusual, less than 1 beyond all of these.</param>
internal sealed record TypicalityRanks(double[] Order, double[] PValues, double[][] Columns);
