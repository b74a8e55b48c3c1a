namespace Likeness.Training.Diagnosis;

/// <summary>Samples that are all the same, or much less diverse than the data, in model space.</summary>
internal static class SampleDiagnosis
{
    // Of the mean distance between two rows, and of that to the nearest other row, the fraction that is still diverse.
    private const double Same = 1e-3;
    private const double Diverse = 0.25;

    /// <summary>The finding; null if the samples are as diverse as the data.</summary>
    /// <param name="samples">Sampled rows, [count, width], row by row.</param>
    /// <param name="data">Training rows, [count, width], row by row.</param>
    /// <param name="width">Values in a row.</param>
    public static Finding? Find(ReadOnlySpan<float> samples, ReadOnlySpan<float> data, int width)
    {
        var (sampledMean, sampledNearest) = Distances(samples, width);
        var (mean, nearest) = Distances(data, width);
        if (mean == 0)
        {
            return null;
        }

        if (sampledMean < Same * mean)
        {
            return new Finding(
                FindingKind.ConstantSamples,
                "constant samples: all samples are the same, although the data is not",
                "a lower --learning-rate, or another model"
            );
        }

        double fraction = Math.Min(sampledMean / mean, nearest > 0 ? sampledNearest / nearest : 1);
        return fraction < Diverse
            ? new Finding(
                FindingKind.ModeCollapse,
                $"mode collapse: the distances between samples are {fraction:0 %} of those between rows of the data",
                "a lower --learning-rate, a larger --batch-size, or wgan-gp"
            )
            : null;
    }

    private static (double Mean, double Nearest) Distances(ReadOnlySpan<float> rows, int width)
    {
        int count = rows.Length / width;
        double sum = 0;
        double nearestSum = 0;
        for (int i = 0; i < count; i++)
        {
            double nearest = double.PositiveInfinity;
            for (int k = 0; k < count; k++)
            {
                if (k != i)
                {
                    double distance = Distance(rows.Slice(i * width, width), rows.Slice(k * width, width));
                    (sum, nearest) = (sum + distance, Math.Min(nearest, distance));
                }
            }

            nearestSum += nearest;
        }

        return count < 2 ? (0, 0) : (sum / count / (count - 1), nearestSum / count);
    }

    /// <summary>The Euclidean distance of two rows.</summary>
    internal static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = (double)a[i] - b[i];
            sum += difference * difference;
        }

        return Math.Sqrt(sum);
    }
}
