namespace Likeness.Data.Transforms.Curves;

/// <summary>Mean and variance in one pass, without cancellation. Welford 1962, Technometrics 4(3).</summary>
internal static class Moments
{
    /// <summary>Mean and Σ(v − mean)² / n.</summary>
    public static (double Mean, double Variance) Compute(double[] values)
    {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double difference = values[i] - mean;
            mean += difference / (i + 1);
            squares += difference * (values[i] - mean);
        }

        return (mean, squares / values.Length);
    }
}
