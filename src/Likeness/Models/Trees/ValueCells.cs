namespace Likeness.Models.Trees;

/// <summary>
/// Neighbouring values of a smooth column that share a code: a value that one or two rows have says little of its own, and a density that is made of single
/// rows is too high where these are close, and too low where new rows fall between them.
/// </summary>
/// <param name="Starts">The first value of each code, and the number of values.</param>
/// <param name="Kept">The probability that a value of a code of several values is an observed one.</param>
internal sealed record ValueCells(int[] Starts, double Kept)
{
    // Before and behind so many times the mean distance of the values around, a value stands for itself: few are sampled between.
    private const double LongDistance = 8;

    private const int RowsPerCell = 8;
    private const int MinCells = 40;
    private const int Rounds = 30; // of EM

    /// <summary>Which neighbours share a code; null where each value keeps its own.</summary>
    /// <param name="levels">The column, each value with its own code.</param>
    public static ValueCells? Find(ColumnLevels levels)
    {
        double rows = Math.Min(RowsPerCell * levels.RowsPerValue, levels.Rows / (double)MinCells);
        if (!levels.IsSmooth || rows < 2 * levels.RowsPerValue)
        {
            return null;
        }

        int[] starts = StartsOf(levels, rows);
        if (starts.Length == levels.Values.Length + 1)
        {
            return null;
        }

        return new(starts, levels.IsGrid ? KeptOf(levels.With(new(starts, 0)), starts) : 0);
    }

    private static int[] StartsOf(ColumnLevels levels, double rows)
    {
        // What several rows have in a continuous column is no coincidence.
        double own = levels.IsGrid ? rows : levels.RowsPerValue + 1;
        var starts = new List<int> { 0 };
        int sum = 0;
        for (int value = 0; value < levels.Values.Length; value++)
        {
            bool isOwn =
                levels.ValueRows[value] >= own
                || levels.IsHeap(value)
                || IsLong(levels.Values, value)
                || IsLong(levels.Values, value + 1);
            if (sum > 0 && (isOwn || sum >= rows))
            {
                starts.Add(value);
                sum = 0;
            }

            sum = isOwn ? int.MaxValue / 2 : sum + levels.ValueRows[value];
        }

        starts.Add(levels.Values.Length);
        return [.. starts];
    }

    // Whether the distance from the value before is one: exponential distances are so long once in 3000.
    private static bool IsLong(ReadOnlySpan<float> values, int value)
    {
        if (value == 0 || value == values.Length)
        {
            return false;
        }

        int from = Math.Max(0, value - RowsPerCell);
        int to = Math.Min(values.Length - 1, value + RowsPerCell - 1);
        double distance = (double)values[value] - values[value - 1];
        return distance * (to - from - 1) > LongDistance * ((double)values[to] - values[from] - distance);
    }

    // Each row is left out once, with all that share its subject: how often is its value one of the others' of its code?
    private static double KeptOf(ColumnLevels levels, int[] starts)
    {
        var pairs = new List<(double Observed, double Even, int Rows)>();
        for (int code = 0; code < levels.Count; code++)
        {
            if (starts[code + 1] == starts[code] + 1)
            {
                continue;
            }

            for (int value = starts[code]; value < starts[code + 1]; value++)
            {
                int rows = levels.ValueRows[value];
                double others = levels.RowsOf(code) - levels.RowsPerValue;
                pairs.Add(
                    (
                        others > 0 ? Math.Max(0, rows - levels.RowsPerValue) / others : 0,
                        Math.Exp(levels.LogEven(code, levels.Values[value])),
                        rows
                    )
                );
            }
        }

        double kept = 0.5;
        for (int round = 0; round < Rounds; round++)
        {
            double sum = 0;
            double all = 0;
            foreach (var (observed, even, rows) in pairs)
            {
                sum += rows * kept * observed / ((kept * observed) + ((1 - kept) * even) + double.Epsilon);
                all += rows;
            }

            kept = all > 0 ? sum / all : 0;
        }

        return kept;
    }
}
