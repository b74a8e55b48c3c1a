namespace Likeness.Sampling;

/// <summary>A statistic of reference rows, among which others are ranked from the largest down.</summary>
internal sealed class ReferenceStatistic
{
    private readonly double[] values; // ascending, without NaN

    /// <summary>Takes the values of reference rows; NaN counts for nothing.</summary>
    public ReferenceStatistic(double[] values) =>
        this.values = [.. values.Where(value => !double.IsNaN(value)).Order()];

    /// <summary>1 plus the number of values that are as large; for a larger one than all, less than 1, the less the further it is beyond them. ∞ for NaN.</summary>
    public double Rank(double value) => Rank(value, values, without: 0);

    /// <summary>The same of one of the values, among the others.</summary>
    public double RankOfOwn(double value) => Rank(value, values, without: 1);

    private static double Rank(double value, double[] values, int without)
    {
        if (double.IsNaN(value) || values.Length <= without)
        {
            return double.PositiveInfinity;
        }

        int low = 0;
        int high = values.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = values[middle] < value ? (middle + 1, high) : (low, middle);
        }

        int asLarge = values.Length - low - without;
        if (asLarge > 0)
        {
            return asLarge + 1;
        }

        // In units of their distance from the middle; of values that are all about the same, in nats.
        double largest = values[values.Length - 1 - without];
        return 1 / (1 + ((value - largest) / (largest - values[values.Length / 2] + 1)));
    }
}
