namespace Likeness.Modalities.Tables.Distinct;

/// <summary>Classes of about as many rows each by a number, such as how long rows are. Limits are those of the first part of a sample that has enough rows.</summary>
internal sealed class QuantileClasses
{
    private const int Classes = 8;
    private const int MinRows = 64;

    private double[] limits = [];

    /// <summary>The class of a row: −1 where its number is missing.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="numberOf">The number of a row.</param>
    public double ClassOf(int count, int row, Func<int, double> numberOf)
    {
        if (limits.Length == 0 && count >= MinRows)
        {
            double[] all = [.. Enumerable.Range(0, count).Select(numberOf).Where(double.IsFinite).Order()];
            limits =
            [
                .. Enumerable.Range(1, Classes - 1).Select(i => all.ElementAtOrDefault(i * all.Length / Classes)),
            ];
        }

        double own = numberOf(row);
        return double.IsNaN(own) ? -1 : limits.Count(limit => own > limit);
    }
}
