using System.Runtime.InteropServices;

namespace Likeness.Evaluation.SdMetrics;

/// <summary>
/// SDMetrics 0.32's scores of two columns, to the last digit. Continuous columns of a mixed pair are cut by ten equal bins of their own sample's
/// range (SDMetrics#368 proposes the real edges for both), and the maximum and the missing cells share the eleventh label.
/// </summary>
internal static class PairScores
{
    private const int Bins = 10;

    /// <summary>Pearson's correlation over the rows that have both cells; NaN if a column has one distinct value there.</summary>
    public static double Correlation(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var x = new List<double>(first.Length);
        var y = new List<double>(first.Length);
        for (int row = 0; row < first.Length; row++)
        {
            if (!double.IsNaN(first[row]) && !double.IsNaN(second[row]))
            {
                x.Add(first[row]);
                y.Add(second[row]);
            }
        }

        return IsConstant(x) || IsConstant(y) ? double.NaN : Correlation(x, y);
    }

    /// <summary>CorrelationSimilarity: 1 − |ρ − ρ'|/2.</summary>
    public static double CorrelationSimilarity(double real, double generated) => 1 - (Math.Abs(real - generated) / 2);

    /// <summary>The label of each cell of a continuous column: the number of its sample's bin edges at or below the value; 11 if missing.</summary>
    public static int[] Labels(ReadOnlySpan<double> column)
    {
        var (low, high) = ColumnScores.Range(column);
        if (low == high)
        {
            (low, high) = (low - 0.5, high + 0.5);
        }

        double step = (high - low) / Bins;
        double[] edges = [.. Enumerable.Range(0, Bins).Select(i => (i * step) + low), high];
        var labels = new int[column.Length];
        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = double.IsNaN(column[row]) ? Bins + 1 : RocAuc.Below(edges, column[row], orEqual: true);
        }

        return labels;
    }

    /// <summary>The level of each cell, and −1 where it is missing.</summary>
    public static int[] Codes(ReadOnlySpan<double> column)
    {
        var codes = new int[column.Length];
        for (int row = 0; row < codes.Length; row++)
        {
            codes[row] = double.IsNaN(column[row]) ? -1 : (int)column[row];
        }

        return codes;
    }

    /// <summary>ContingencySimilarity: 1 − ½ Σ |r − s| over the cells of both tables.</summary>
    public static double ContingencySimilarity(int[] realFirst, int[] realSecond, int[] first, int[] second)
    {
        var real = Counts(realFirst, realSecond);
        var generated = Counts(first, second);
        double difference = 0;
        foreach (var (cell, count) in real)
        {
            double other = generated.GetValueOrDefault(cell) / (double)first.Length;
            difference += Math.Abs((count / (double)realFirst.Length) - other);
        }

        foreach (var (cell, count) in generated)
        {
            difference += real.ContainsKey(cell) ? 0 : count / (double)first.Length;
        }

        return 1 - (difference / 2);
    }

    /// <summary>Cramér's V, without a correction for bias: √(χ²/n/(min(rows, columns) − 1)); NaN for a single row or column.</summary>
    public static double CramersV(int[] first, int[] second)
    {
        var rows = first.CountBy(label => label).ToDictionary();
        var columns = second.CountBy(label => label).ToDictionary();
        int least = Math.Min(rows.Count, columns.Count);
        if (least < 2)
        {
            return double.NaN;
        }

        // χ² = n (Σ o²/(r·c) − 1): cells without a row add nothing.
        double sum = 0;
        foreach (var (cell, count) in Counts(first, second))
        {
            sum += (double)count * count / ((double)rows[(int)(cell >> 32)] * columns[(int)cell]);
        }

        return Math.Sqrt(Math.Max(0, sum - 1) / (least - 1));
    }

    private static Dictionary<long, int> Counts(int[] first, int[] second)
    {
        var counts = new Dictionary<long, int>();
        for (int row = 0; row < first.Length; row++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, ((long)first[row] << 32) | (uint)second[row], out _)++;
        }

        return counts;
    }

    private static bool IsConstant(List<double> values) => values.Count == 0 || values.TrueForAll(v => v == values[0]);

    private static double Correlation(List<double> x, List<double> y)
    {
        double meanX = Spread.Mean(CollectionsMarshal.AsSpan(x)),
            meanY = Spread.Mean(CollectionsMarshal.AsSpan(y));
        double xx = 0,
            xy = 0,
            yy = 0;
        for (int i = 0; i < x.Count; i++)
        {
            (double a, double b) = (x[i] - meanX, y[i] - meanY);
            xx += a * a;
            xy += a * b;
            yy += b * b;
        }

        return Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1);
    }
}
