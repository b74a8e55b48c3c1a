namespace Likeness.Modalities.Tables.Rules.Orders;

/// <summary>
/// The end of a column that is encoded as a difference: a model of differences does not see that the last order is placed before the data were taken,
/// whenever the customer signed up.
/// </summary>
internal static class DifferenceEnd
{
    private const double MinBeyond = 0.01;
    private const int MinRows = 5;
    private const double Near = 0.01; // of the room

    /// <summary>The largest value, if differences of other rows would lead beyond it in one of 100 rows; else null.</summary>
    /// <param name="column">The column; NaN where missing.</param>
    /// <param name="rests">Its differences; NaN where there is none.</param>
    public static double? Find(ReadOnlySpan<double> column, double[] rests)
    {
        int[] rows = [.. Enumerable.Range(0, rests.Length).Where(row => !double.IsNaN(rests[row]))];
        if (rows.Length == 0)
        {
            return null;
        }

        double end = double.NegativeInfinity;
        foreach (double value in column)
        {
            end = value > end ? value : end;
        }

        int beyond = 0;
        int[] others = RandomUse.Subset.Random(0).Permutation(rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            beyond += column[rows[i]] - rests[rows[i]] + rests[rows[others[i]]] > end ? 1 : 0;
        }

        return beyond >= Math.Max(MinRows, MinBeyond * rows.Length) ? end : null;
    }

    /// <summary>A difference that does not lead beyond the end: the given one less a multiple of the room that there is; where it leads hardly beyond, the one that leads to the end.</summary>
    /// <param name="end">The largest value.</param>
    /// <param name="bound">What the difference is added to.</param>
    /// <param name="rest">The difference, which leads beyond the end.</param>
    /// <param name="least">The smallest difference.</param>
    /// <param name="step">Between two differences; a whole day where these have a time of day, which stays.</param>
    public static double Within(double end, double bound, double rest, double least, double step)
    {
        double room = end - bound - least;
        if (!(room >= 0))
        {
            return rest;
        }

        double above = rest - least;
        double part = step > 0 ? above - (Math.Floor(above / step) * step) : 0;
        double places = step > 0 ? (Math.Floor((room - part) / step) + 1) * step : room;
        double last = step > 0 ? Math.Max(0, places - step) + part : room;
        if (places > 0 && above - last <= Near * room)
        {
            return least + last;
        }

        return places > 0 ? least + part + ((above - part) % places) : least + Math.Min(part, room);
    }
}
