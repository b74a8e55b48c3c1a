namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// Pairs rows with as many others so that partners are near each other: both are halved at their medians in the widest column until few are left, of which the nearest two become a pair, and so on.
/// </summary>
internal static class NearestPairs
{
    private const int Few = 12;

    /// <summary>The partner of each target among the rows: [targets.Length].</summary>
    /// <param name="rows">Rows, each of which becomes the partner of one target.</param>
    /// <param name="targets">As many other rows.</param>
    /// <param name="numbers">Columns of numbers of comparable width.</param>
    public static int[] Find(int[] rows, int[] targets, double[][] numbers)
    {
        int[] partners = new int[targets.Length];
        Pair([.. rows], [.. Enumerable.Range(0, targets.Length)], targets, numbers, partners);
        return partners;
    }

    private static void Pair(Span<int> rows, Span<int> places, int[] targets, double[][] numbers, int[] partners)
    {
        if (rows.Length > Few && Widest(rows, numbers) is { } widest)
        {
            int[] sorted = [.. rows.ToArray().OrderBy(row => widest[row])];
            int[] like = [.. places.ToArray().OrderBy(place => widest[targets[place]])];
            int half = sorted.Length / 2;
            Pair(sorted.AsSpan(0, half), like.AsSpan(0, half), targets, numbers, partners);
            Pair(sorted.AsSpan(half), like.AsSpan(half), targets, numbers, partners);
            return;
        }

        var pairs = new List<(double Distance, int Row, int Place)>();
        foreach (int row in rows)
        {
            foreach (int place in places)
            {
                double distance = numbers.Sum(column => Math.Pow(column[row] - column[targets[place]], 2));
                pairs.Add((distance, row, place));
            }
        }

        var (usedRows, usedPlaces) = (new HashSet<int>(), new HashSet<int>());
        foreach (var (_, row, place) in pairs.OrderBy(pair => pair.Distance))
        {
            if (!usedRows.Contains(row) && !usedPlaces.Contains(place))
            {
                usedRows.Add(row);
                usedPlaces.Add(place);
                partners[place] = row;
            }
        }
    }

    /// <summary>The column in which rows differ most; null if they do in none.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="numbers">Columns of numbers of comparable width.</param>
    public static double[]? Widest(ReadOnlySpan<int> rows, double[][] numbers)
    {
        (double Width, double[]? Column) widest = (0, null);
        foreach (double[] column in numbers)
        {
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (int row in rows)
            {
                (low, high) = (Math.Min(low, column[row]), Math.Max(high, column[row]));
            }

            widest = high - low > widest.Width ? (high - low, column) : widest;
        }

        return widest.Column;
    }
}
