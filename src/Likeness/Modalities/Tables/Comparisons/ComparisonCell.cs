namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>The text of a number in a comparison's tables: with half the width of its interval if it has one.</summary>
internal static class ComparisonCell
{
    /// <summary>The text of a missing metric.</summary>
    public const string Missing = "–";

    /// <summary>The cell of a model.</summary>
    public static string Format(ComparedModel model, string metric)
    {
        if (model.Values.GetValueOrDefault(metric) is not { } value)
        {
            return Missing;
        }

        string text = Number(metric, value.Mean);
        if (metric is ComparisonColumns.TrainSeconds or ComparisonColumns.Speed || value.Interval is not { } interval)
        {
            return text;
        }

        double half = (interval.High - interval.Low) / 2;
        return $"{text} ± {Numeral.Plain(half, Decimals(metric, value.Mean))}";
    }

    /// <summary>The cell of the real-vs-real baseline.</summary>
    public static string Format(IReadOnlyDictionary<string, double> realSample, string metric) =>
        realSample.TryGetValue(metric, out double value) ? Number(metric, value) : Missing;

    private static string Number(string metric, double value) =>
        metric is ComparisonColumns.Speed ? Numeral.Plain(Rounded(value), 0)
        : metric is ComparisonColumns.TrainSeconds ? Numeral.Plain(value, value < 10 ? 1 : 0)
        : Math.Abs(value) is > 1e-4 or 0 || metric == ComparisonColumns.MedianMmd
            ? Numeral.Plain(value, Decimals(metric, value))
        : Numeral.Short(value, 2);

    // Two digits: times vary by more from one day to the next.
    private static double Rounded(double value)
    {
        double unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(Math.Max(value, 1))) - 1));
        return Math.Round(value / unit) * unit;
    }

    private static int Decimals(string metric, double value) =>
        metric == ComparisonColumns.Likelihood ? 2
        : metric == ComparisonColumns.MedianMmd ? 4
        : Math.Abs(value) >= 10 ? 1
        : Math.Abs(value) >= 2 ? 2
        : 3;
}
