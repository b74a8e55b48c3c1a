namespace Likeness.Models.Trees.Linear;

/// <summary>
/// What a column adds to linear predictors, each a function of its bin: numbers, their ranks and the squares of these, and whether they are missing; the most frequent levels of a category as
/// 0 and 1.
/// </summary>
internal static class LinearFeatures
{
    private const int MaxLevels = 20;
    private const int MinRowsOfLevel = 10;
    private const double Clipped = 0.01; // on each side, of the rows
    private const double DeviationOfRanks = 0.288675134594813; // 1/√12

    /// <summary>The features of a column.</summary>
    /// <param name="levels">Its values.</param>
    /// <param name="rows">The number of training rows, those included where it is missing.</param>
    /// <param name="isPlain">Whether numbers have no other features than their ranks.</param>
    /// <returns>[features][bins + 1].</returns>
    public static float[][] Of(ColumnLevels levels, int rows, bool isPlain)
    {
        var found = levels.IsCategory ? OfCategory(levels) : OfNumbers(levels, isPlain);
        bool isMissing = levels.Rows < rows;
        if (isMissing)
        {
            var missing = new float[levels.Bins + 1];
            missing[levels.Bins] = 1;
            found.Add(missing);
        }

        return [.. found];
    }

    /// <summary>What is predicted of each code: its rank among the training rows, with a variance of about 1.</summary>
    public static double Target(ColumnLevels levels, int code) =>
        Rank(levels, (levels.Before(code) + levels.Before(code + 1)) / 2.0);

    private static double Rank(ColumnLevels levels, double before) => ((before / levels.Rows) - 0.5) / DeviationOfRanks;

    private static List<float[]> OfCategory(ColumnLevels levels) =>
        [
            .. Enumerable
                .Range(0, levels.Count)
                .Where(code => levels.RowsOf(code) >= MinRowsOfLevel && levels.Bin(code, code) < levels.Bins)
                .OrderByDescending(levels.RowsOf)
                .Take(MaxLevels)
                .Select(code =>
                {
                    var feature = new float[levels.Bins + 1];
                    feature[levels.Bin(code, code)] = 1;
                    return feature;
                }),
        ];

    private static List<float[]> OfNumbers(ColumnLevels levels, bool isPlain)
    {
        if (levels.Count < 2)
        {
            return [];
        }

        var rows = new double[levels.Bins];
        var sums = new double[levels.Bins];
        var ranks = new double[levels.Bins];
        double low = ValueAt(levels, Clipped);
        double high = ValueAt(levels, 1 - Clipped);
        double sum = 0;
        double squares = 0;
        double before = 0;
        for (int i = 0; i < levels.Values.Length; i++)
        {
            double count = levels.ValueRows[i];
            double value = Math.Clamp(levels.Values[i], low, high);
            int bin = levels.Bin(levels.Code(levels.Values[i]), levels.Values[i]);
            rows[bin] += count;
            sums[bin] += count * value;
            ranks[bin] += count * Rank(levels, before + (count / 2));
            sum += count * value;
            squares += count * value * value;
            before += count;
        }

        double mean = sum / levels.Rows;
        double deviation = Math.Sqrt(Math.Max(0, (squares / levels.Rows) - (mean * mean)));
        float[] rank = Feature(bin => ranks[bin] / rows[bin]);
        if (isPlain)
        {
            return [rank];
        }

        float[] square = Array.ConvertAll(rank, value => value * value);
        // Two values have the same rank and number.
        return levels.Count == 2 || !(deviation > 1e-9 * Math.Abs(mean))
            ? [rank]
            : [rank, square, Feature(bin => ((sums[bin] / rows[bin]) - mean) / deviation)];

        float[] Feature(Func<int, double> of) =>
            [.. Enumerable.Range(0, levels.Bins).Select(bin => rows[bin] > 0 ? (float)of(bin) : 0), 0];
    }

    private static float ValueAt(ColumnLevels levels, double part)
    {
        int left = (int)(part * levels.Rows);
        int value = 0;
        while (value < levels.Values.Length - 1 && levels.ValueRows[value] <= left)
        {
            left -= levels.ValueRows[value++];
        }

        return levels.Values[value];
    }
}
